import assert from 'node:assert/strict';
import {test} from 'node:test';
import {plaidErrorCodes, plaidErrorTypes} from '../../../src/providers/plaid/backend/problem.js';
import {backendAt, completeRequest, json, startVendor, statusRequest, tokenRequest} from '../../backend/support.js';

type Expected = [code: string, status: number];

const byCode: Record<string, Expected> = {
  ITEM_NOT_FOUND: ['connection-not-found', 404],
  ITEM_CONCURRENTLY_DELETED: ['connection-not-found', 404],
  INVALID_ACCESS_TOKEN: ['invalid-configuration', 500],
  ITEM_NOT_SUPPORTED: ['not-repairable', 409],
  MFA_NOT_SUPPORTED: ['not-repairable', 409],
  INSTITUTION_NO_LONGER_SUPPORTED: ['not-repairable', 409],
  USER_PERMISSION_REVOKED: ['not-repairable', 409],
  PRODUCT_NOT_READY: ['not-ready', 503],
  INVALID_API_KEYS: ['backend-unavailable', 502],
  UNAUTHORIZED_ENVIRONMENT: ['backend-unavailable', 502],
  UNAUTHORIZED_ROUTE_ACCESS: ['backend-unavailable', 502],
  UNAUTHORIZED_INSTITUTION: ['invalid-configuration', 500],
  INSTITUTION_NOT_ENABLED_IN_ENVIRONMENT: ['invalid-configuration', 500],
  INSTITUTION_REGISTRATION_REQUIRED: ['invalid-configuration', 500],
  INTERNAL_SERVER_ERROR: ['backend-unavailable', 502],
  PLANNED_MAINTENANCE: ['backend-unavailable', 503],
};

const byType: Record<string, Expected> = {
  ITEM_ERROR: ['not-repairable', 409],
  INSTITUTION_ERROR: ['institution-unavailable', 503],
  RATE_LIMIT_EXCEEDED: ['rate-limited', 429],
  API_ERROR: ['backend-unavailable', 502],
  INVALID_REQUEST: ['invalid-configuration', 500],
  INVALID_INPUT: ['invalid-configuration', 500],
};

/** Further codes, which are mapped by their type. */
const ofAType: [errorType: string, errorCode: string, expected: Expected][] = [
  ['INSTITUTION_ERROR', 'INSTITUTION_DOWN', ['institution-unavailable', 503]],
  ['INSTITUTION_ERROR', 'INSTITUTION_NOT_RESPONDING', ['institution-unavailable', 503]],
  ['INSTITUTION_ERROR', 'INSTITUTION_NOT_AVAILABLE', ['institution-unavailable', 503]],
  ['RATE_LIMIT_EXCEEDED', 'ITEM_GET_LIMIT', ['rate-limited', 429]],
  ['RATE_LIMIT_EXCEEDED', 'RATE_LIMIT', ['rate-limited', 429]],
  ['INVALID_REQUEST', 'INVALID_FIELD', ['invalid-configuration', 500]],
  ['INVALID_REQUEST', 'MISSING_FIELDS', ['invalid-configuration', 500]],
  ['INVALID_INPUT', 'INVALID_LINK_CUSTOMIZATION', ['invalid-configuration', 500]],
];

test('the tables of this test have the same codes and types as those of the kit', () => {
  assert.deepEqual(Object.keys(byCode).sort(), Object.keys(plaidErrorCodes).sort());
  assert.deepEqual(Object.keys(byType).sort(), Object.keys(plaidErrorTypes).sort());
});

test('every error of Plaid is mapped to a documented code, on every route and for every HTTP status', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  const table: [errorType: string, errorCode: string, expected: Expected][] = [
    ...Object.entries(byCode).map(([code, expected]) => ['SOME_TYPE', code, expected] as [string, string, Expected]),
    ...Object.entries(byType).map(([type, expected]) => [type, 'SOME_CODE', expected] as [string, string, Expected]),
    ...ofAType,
  ];
  for (const [type, code, [expectedCode, expectedStatus]] of table) {
    for (const status of [400, 401, 404, 429, 500]) {
      vendor.reply = () => ({
        status,
        body: {
          error_type: type,
          error_code: code,
          error_message: 'a text of Plaid',
          display_message: 'a text for people',
          request_id: 'HNTDNrA8F1shFEW',
        },
      });
      for (const request of [tokenRequest('conn_plaid'), completeRequest('conn_plaid'), statusRequest('conn_plaid')]) {
        const response = await backend.fetch(request);
        const text = await response.text();
        assert.equal(response.status, expectedStatus, `${code} ${status}`);
        assert.equal(response.headers.get('content-type'), 'application/problem+json');
        const problem = JSON.parse(text) as Record<string, unknown>;
        assert.equal(problem['code'], expectedCode, `${code} ${status}`);
        assert.deepEqual(problem['vendor'], {code, type, requestId: 'HNTDNrA8F1shFEW'});
        assert.doesNotMatch(text, /a text/);
      }
    }
  }
});

test('a rate limit has Plaid’s Retry-After, or else a minute', async t => {
  const body = {error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'ITEM_GET_LIMIT'};
  const vendor = await startVendor(t, () => ({status: 429, body}));
  const backend = backendAt(vendor.url);
  const byDefault = await backend.fetch(statusRequest('conn_plaid'));
  assert.equal(byDefault.headers.get('retry-after'), '60');
  assert.equal((await json(byDefault))['retryAfter'], 60);
  vendor.reply = () => ({status: 429, body, headers: {'retry-after': '7'}});
  const fromHeader = await backend.fetch(statusRequest('conn_plaid'));
  assert.equal(fromHeader.headers.get('retry-after'), '7');
  assert.equal((await json(fromHeader))['retryAfter'], 7);
});

test('an unknown code and type are passed on and mapped by the HTTP status', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  for (const [status, code] of [
    [400, 'backend-unavailable'],
    [429, 'rate-limited'],
  ] as const) {
    vendor.reply = () => ({status, body: {error_type: 'NEW_TYPE', error_code: 'NEW_CODE'}});
    const problem = await json(await backend.fetch(tokenRequest('conn_plaid')));
    assert.equal(problem['code'], code);
    assert.deepEqual(problem['vendor'], {code: 'NEW_CODE', type: 'NEW_TYPE'});
  }
});

test('an error without a code is mapped by the HTTP status', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  for (const [status, code] of [
    [400, 'backend-unavailable'],
    [401, 'backend-unavailable'],
    [403, 'backend-unavailable'],
    [404, 'backend-unavailable'],
    [429, 'rate-limited'],
    [503, 'backend-unavailable'],
  ] as const) {
    for (const body of ['', '<html>', {error_code: 'not a code', error_type: {}}, {error_code: 'toString'}]) {
      vendor.reply = () => ({status, body});
      const problem = await json(await backend.fetch(tokenRequest('conn_plaid')));
      assert.equal(problem['code'], code, `${status}`);
      assert.deepEqual(problem['vendor'], {});
    }
  }
});
