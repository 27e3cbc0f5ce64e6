import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LinkError} from '../../../src/providers/plaid/widget/link.js';
import {outcomeOfExit} from '../../../src/providers/plaid/widget/exit.js';

const error = (error_type: string, error_code: string): LinkError => ({error_type, error_code});
const invalidToken = error('INVALID_INPUT', 'INVALID_LINK_TOKEN');

test('an exit without an error is aborted, with the reason cancelled', () => {
  assert.deepEqual(outcomeOfExit(null, {status: 'requires_credentials'}, {hasTyped: false, isTokenExpired: false}), {
    type: 'aborted',
    reason: 'cancelled',
  });
});

for (const code of [
  'INVALID_CREDENTIALS',
  'INVALID_MFA',
  'ITEM_LOGIN_REQUIRED',
  'ITEM_LOCKED',
  'USER_SETUP_REQUIRED',
]) {
  test(`an exit with ${code} is aborted, with the error`, () => {
    const outcome = outcomeOfExit(
      error('ITEM_ERROR', code),
      {request_id: 'req'},
      {hasTyped: true, isTokenExpired: false},
    );
    assert.equal(outcome.type, 'aborted');
    assert.deepEqual(outcome.type === 'aborted' && outcome.error?.vendor, {
      code,
      type: 'ITEM_ERROR',
      requestId: 'req',
    });
  });
}

for (const [type, code, expected] of [
  ['INSTITUTION_ERROR', 'INSTITUTION_DOWN', 'institution-unavailable'],
  ['INSTITUTION_ERROR', 'INSTITUTION_NOT_RESPONDING', 'institution-unavailable'],
  ['INSTITUTION_ERROR', 'INSTITUTION_NO_LONGER_SUPPORTED', 'not-repairable'],
  ['ITEM_ERROR', 'ITEM_NOT_SUPPORTED', 'not-repairable'],
  ['ITEM_ERROR', 'MFA_NOT_SUPPORTED', 'not-repairable'],
  ['ITEM_ERROR', 'ITEM_NOT_FOUND', 'connection-not-found'],
  ['RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', 'rate-limited'],
  ['API_ERROR', 'INTERNAL_SERVER_ERROR', 'widget-error'],
  ['A_NEW_TYPE', 'A_NEW_CODE', 'widget-error'],
] as const) {
  test(`an exit with ${code} is errored, with ${expected}`, () => {
    const outcome = outcomeOfExit(error(type, code), null, {hasTyped: true, isTokenExpired: false});
    assert.equal(outcome.type, 'errored');
    assert.equal(outcome.type === 'errored' && outcome.error.code, expected);
  });
}

for (const status of [undefined, null, '', 'requires_credentials']) {
  test(`an invalid token before any input (status ${String(status)}) is dead-token, which gets a new token`, () => {
    const outcome = outcomeOfExit(invalidToken, {status: status ?? null}, {hasTyped: false, isTokenExpired: false});
    assert.equal(outcome.type, 'dead-token');
  });
}

test('an error after the expiry of the token is dead-token', () => {
  assert.equal(
    outcomeOfExit(error('API_ERROR', 'X'), null, {hasTyped: false, isTokenExpired: true}).type,
    'dead-token',
  );
});

for (const [name, status, typed] of [
  ['a SUBMIT event', 'requires_credentials', true],
  ['the status requires_code', 'requires_code', false],
  ['an unknown status', 'requires_something_new', false],
] as const) {
  test(`an invalid token after ${name} is errored, with token-expired`, () => {
    const outcome = outcomeOfExit(invalidToken, {status}, {hasTyped: typed, isTokenExpired: false});
    assert.equal(outcome.type === 'errored' && outcome.error.code, 'token-expired');
  });
}

test('an exit without an error is aborted after the expiry of the token', () => {
  assert.equal(outcomeOfExit(null, null, {hasTyped: false, isTokenExpired: true}).type, 'aborted');
});
