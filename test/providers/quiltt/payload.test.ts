import assert from 'node:assert/strict';
import {test} from 'node:test';
import {normalise} from '../../../src/providers/quiltt/widget/payload.js';

const older = {
  connectorStatus: 'ACTION_REQUIRED',
  connectorToken: 'ct',
  expiration: '2026-11-21T06:00:00Z',
  linkToken: 'lt',
};
const newer = {status: 'ACTION_REQUIRED', token: 'ct', expiration: '2026-11-21T06:00:00Z', linkToken: 'lt'};
const expected = {
  widget: 'plaid',
  status: 'ACTION_REQUIRED',
  connectorToken: 'ct',
  expiration: '2026-11-21T06:00:00Z',
  linkToken: 'lt',
};

for (const [age, record] of Object.entries({older, newer})) {
  const payload = {success: true, record, errors: null};
  const nestings: Record<string, Record<string, unknown>> = {
    'in data': {data: {connectorPlaidInitialize: payload}},
    "under the mutation's name": {connectorPlaidInitialize: payload},
    'by itself': payload,
  };
  for (const [where, answer] of Object.entries(nestings)) {
    test(`normalise converts a payload ${where}, with ${age} names`, () =>
      assert.deepEqual(normalise(answer), expected));
  }
}

test("normalise returns MX's widget for MX's payload", () => {
  const record = {status: 'ACTION_REQUIRED', token: 'ct', url: 'https://int-widgets.moneydesktop.com/md/connect/x'};
  const named = {widget: 'mx', status: 'ACTION_REQUIRED', connectorToken: 'ct', widgetUrl: record.url};
  assert.deepEqual(normalise({data: {connectorMxInitialize: {success: true, record}}}), named);
  assert.deepEqual(normalise({success: true, record}), named);
});

for (const status of ['CONTINUE', 'WAIT', 'ABORT']) {
  test(`normalise returns the status ${status} without a token`, () => {
    const record = {connectorStatus: status, connectorToken: null, linkToken: null};
    assert.equal(normalise({data: {connectorPlaidInitialize: {success: true, record}}}).status, status);
  });
}

test('normalise keeps members that the host has added beside the payload', () => {
  const answer = {provider: 'quiltt', expiresIn: 60, data: {connectorPlaidInitialize: {success: true, record: older}}};
  assert.deepEqual(normalise(answer), {...expected, provider: 'quiltt', expiresIn: 60});
});

test('normalise returns an answer that is not a payload unchanged', () => {
  const session = {token: 't', expiresAt: '2026-11-22T05:00:00Z', connectorId: 'c', userId: 'p_1'};
  assert.equal(normalise(session), session);
});

const failures: [string, Record<string, unknown>, string, string | undefined][] = [
  [
    'an unknown provider error',
    {errors: [{code: 'INTERNAL_SERVER_ERROR', message: 'secret'}]},
    'backend-unavailable',
    'INTERNAL_SERVER_ERROR',
  ],
  ['ITEM_NOT_FOUND', {errors: [{code: 'ITEM_NOT_FOUND'}]}, 'connection-not-found', 'ITEM_NOT_FOUND'],
  ['ITEM_NOT_SUPPORTED', {errors: [{code: 'ITEM_NOT_SUPPORTED'}]}, 'not-repairable', 'ITEM_NOT_SUPPORTED'],
  ['INSTITUTION_DOWN', {errors: [{code: 'INSTITUTION_DOWN'}]}, 'institution-unavailable', 'INSTITUTION_DOWN'],
  ['RATE_LIMIT_EXCEEDED', {errors: [{code: 'RATE_LIMIT_EXCEEDED'}]}, 'rate-limited', 'RATE_LIMIT_EXCEEDED'],
  ['no error', {errors: []}, 'backend-unavailable', undefined],
];
for (const [what, payload, code, vendor] of failures) {
  test(`normalise throws ${code} for success: false with ${what}, without the message`, () => {
    const answer = {data: {connectorPlaidInitialize: {success: false, record: null, ...payload}}};
    const isRight = (error: Error & {code: string; vendor: object}) => {
      assert.equal(error.code, code);
      assert.deepEqual(error.vendor, {code: vendor});
      assert.doesNotMatch(JSON.stringify(error) + error.message, /secret/);
      return true;
    };
    assert.throws(() => normalise(answer), isRight);
    assert.throws(() => normalise({success: false, record: null, ...payload}), isRight);
  });
}

test('normalise throws for errors of GraphQL', () => {
  const refusal = {data: null, errors: [{message: 'no', extensions: {code: 'NOT_FOUND'}}]};
  assert.throws(() => normalise(refusal), {code: 'connection-not-found'});
  assert.throws(() => normalise({errors: [{message: 'no', extensions: {code: 'UNAUTHENTICATED'}}]}), {
    code: 'backend-unavailable',
  });
});
