import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {LinkError} from '../../../src/providers/plaid/widget/link.js';
import {outcomeOfExit} from '../../../src/providers/plaid/widget/exit.js';

const error = (error_type: string, error_code: string): LinkError => ({error_type, error_code});
const invalidToken = error('INVALID_INPUT', 'INVALID_LINK_TOKEN');

test('an exit without an error is aborted, with the reason cancelled', () => {
  assert.deepEqual(outcomeOfExit(null, {status: 'requires_credentials'}, {isTokenExpired: false}), {
    type: 'aborted',
    reason: 'cancelled',
  });
});

for (const code of ['INVALID_CREDENTIALS', 'INVALID_MFA', 'ITEM_LOCKED', 'USER_SETUP_REQUIRED']) {
  test(`an exit with ${code} is aborted, with the error`, () => {
    const outcome = outcomeOfExit(error('ITEM_ERROR', code), {request_id: 'req'}, {isTokenExpired: false});
    assert.equal(outcome.type, 'aborted');
    assert.deepEqual(outcome.type === 'aborted' && outcome.error?.vendor, {
      code,
      type: 'ITEM_ERROR',
      requestId: 'req',
    });
  });
}

test('the error of an abort may be the initial state, unless the status shows progress', () => {
  const mayBeInitial = (status: string) => {
    const outcome = outcomeOfExit(error('ITEM_ERROR', 'INVALID_CREDENTIALS'), {status}, {isTokenExpired: false});
    return outcome.type === 'aborted' && outcome.error?.mayBeInitial;
  };
  assert.equal(mayBeInitial('requires_credentials'), true);
  assert.equal(mayBeInitial('requires_code'), false);
});

test('an exit with ITEM_LOGIN_REQUIRED, the state before the repair, is aborted without an error', () => {
  assert.deepEqual(
    outcomeOfExit(error('ITEM_ERROR', 'ITEM_LOGIN_REQUIRED'), {status: 'requires_code'}, {isTokenExpired: false}),
    {type: 'aborted', reason: 'cancelled'},
  );
});

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
    const outcome = outcomeOfExit(error(type, code), null, {isTokenExpired: false});
    assert.equal(outcome.type, 'errored');
    assert.equal(outcome.type === 'errored' && outcome.error.code, expected);
  });
}

for (const status of [undefined, null, '', 'requires_credentials']) {
  test(`an invalid token before any input (status ${String(status)}) is dead-token, which gets a new token`, () => {
    const outcome = outcomeOfExit(invalidToken, {status: status ?? null}, {isTokenExpired: false});
    assert.equal(outcome.type, 'dead-token');
  });
}

test('an error after the expiry of the token is dead-token', () => {
  assert.equal(outcomeOfExit(error('API_ERROR', 'X'), null, {isTokenExpired: true}).type, 'dead-token');
});

for (const [name, status] of [
  ['the status requires_code', 'requires_code'],
  ['an unknown status', 'requires_something_new'],
] as const) {
  test(`an invalid token after ${name} is errored, with token-expired`, () => {
    const outcome = outcomeOfExit(invalidToken, {status}, {isTokenExpired: false});
    assert.equal(outcome.type === 'errored' && outcome.error.code, 'token-expired');
  });
}

test('an exit without an error is aborted after the expiry of the token', () => {
  assert.equal(outcomeOfExit(null, null, {isTokenExpired: true}).type, 'aborted');
});
