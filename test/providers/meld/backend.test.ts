import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend, meld} from '../../../src/backend/index.js';
import {
  backendAt,
  completeRequest,
  json,
  meldConnection,
  startVendor,
  statusRequest,
  tokenRequest,
} from '../../backend/support.js';

const repair = {
  id: 'meld_9',
  connectToken: 'header.payload.signature',
  institutionId: 'inst_1',
  widgetUrl: 'https://institution-connect-sb.meld.io?connectToken=header.payload.signature',
};
const connection = {
  id: 'meld_9',
  status: 'RECONNECT_REQUIRED',
  statusReason: 'LOGIN_REQUIRED',
  institutionId: 'inst_1',
  institutionName: 'Meridian Trust',
};

test('a token request calls Meld with the API key, and returns the token and the widget URL', async t => {
  const vendor = await startVendor(t, () => ({body: repair}));
  const response = await backendAt(vendor.url).fetch(tokenRequest('conn_meld'));
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.deepEqual(await json(response), {
    status: 'ACTION_REQUIRED',
    provider: 'meld',
    widget: 'meld',
    widgetUrl: repair.widgetUrl,
    connectToken: repair.connectToken,
    providerConnectionId: 'meld_9',
  });
  const [request] = vendor.seen;
  assert.equal(request?.method, 'POST');
  assert.equal(request.path, '/bank-linking/connect/repair');
  assert.equal(request.headers.authorization, 'BASIC key_1');
  assert.equal(request.headers['content-type'], 'application/json');
  assert.equal('meld-version' in request.headers, false);
  assert.deepEqual(request.body, {connectionId: 'meld_9'});
});

test('the option version is sent as a header', async t => {
  const vendor = await startVendor(t, () => ({body: connection}));
  const backend = createRepairBackend({
    providers: [meld({apiKey: 'k', environment: 'sandbox', baseUrl: vendor.url, version: '2022-11-10'})],
    findConnection: () => meldConnection,
  });
  await backend.fetch(statusRequest('conn_meld'));
  assert.equal(vendor.seen[0]?.headers['meld-version'], '2022-11-10');
});

test('the status answer has Meld’s status and reason', async t => {
  const institution = {id: 'inst_1', name: 'Meridian Trust'};
  for (const [status, statusReason] of [
    ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'],
    ['ACTIVE', null],
    ['A_NEW_STATUS', 'A_NEW_REASON'],
  ] as const) {
    const vendor = await startVendor(t, () => ({body: {...connection, status, statusReason}}));
    const response = await backendAt(vendor.url).fetch(statusRequest('conn_meld'));
    assert.deepEqual(await json(response), {provider: 'meld', status, statusReason, institution});
    assert.equal(vendor.seen[0]?.method, 'GET');
    assert.equal(vendor.seen[0].path, '/bank-linking/connections/meld_9');
  }
});

test('an id is encoded in the path', async t => {
  const vendor = await startVendor(t, () => ({body: connection}));
  const backend = createRepairBackend({
    providers: [meld({apiKey: 'k', environment: 'sandbox', baseUrl: vendor.url})],
    findConnection: () => ({provider: 'meld' as const, connectionId: '../customers?a=b#c'}),
  });
  await backend.fetch(statusRequest('conn_meld'));
  assert.equal(vendor.seen[0]?.path, '/bank-linking/connections/..%2Fcustomers%3Fa%3Db%23c');
});

test('a completion is successful for a healthy status, else pending', async t => {
  for (const [status, statusReason, outcome] of [
    ['ACTIVE', null, 'successful'],
    ['ACTIVE', undefined, 'successful'],
    ['ACTIVE', 'ACCESS_EXPIRING_SOON', 'pending'],
    ['ACTIVE', 'NEW_ACCOUNTS_AVAILABLE', 'pending'],
    ['PARTIALLY_ACTIVE', 'PARTIAL_AGGREGATION_SUCCESS', 'pending'],
    ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED', 'pending'],
    ['DEGRADED', 'INTERACTIVE_REFRESH', 'pending'],
    ['UNDETERMINED', 'AGGREGATION_TIMEOUT', 'pending'],
  ] as const) {
    const vendor = await startVendor(t, () => ({body: {...connection, status, statusReason}}));
    const completion = await json(await backendAt(vendor.url).fetch(completeRequest('conn_meld')));
    assert.equal(completion['outcome'], outcome, `${status} ${statusReason}`);
    assert.equal(completion['status'], status);
  }
});

test('a completion returns the accounts of the widget without their ids', async t => {
  const vendor = await startVendor(t, () => ({body: connection}));
  const accounts = [
    {id: 'acc_1', name: 'Checking', type: 'DEPOSITORY', mask: '0000', balance: 7},
    'invalid',
    null,
    {name: 7},
  ];
  for (const result of [{accounts}, {metadata: {accounts}}]) {
    const completion = await json(await backendAt(vendor.url).fetch(completeRequest('conn_meld', result)));
    assert.deepEqual(completion['accounts'], [{name: 'Checking', mask: '0000', type: 'DEPOSITORY'}, {}]);
  }
  for (const result of ['invalid', null, [], {accounts: null}, {accounts: 'invalid'}, {metadata: 7}]) {
    const completion = await json(await backendAt(vendor.url).fetch(completeRequest('conn_meld', result)));
    assert.equal('accounts' in completion, false, JSON.stringify(result));
  }
});

test('every error of Meld is mapped to a documented code, on every route', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  for (const [status, code, answered] of [
    [400, 'backend-unavailable', 502],
    [401, 'backend-unavailable', 502],
    [403, 'backend-unavailable', 502],
    [404, 'connection-not-found', 404],
    [409, 'not-repairable', 409],
    [422, 'backend-unavailable', 502],
    [429, 'rate-limited', 429],
    [500, 'backend-unavailable', 502],
    [503, 'backend-unavailable', 502],
  ] as const) {
    for (const body of ['', '<html>', {code: 'SOME_CODE', message: 'a text of Meld', requestId: 'req-1'}]) {
      vendor.reply = () => ({status, body});
      for (const request of [tokenRequest('conn_meld'), completeRequest('conn_meld'), statusRequest('conn_meld')]) {
        const response = await backend.fetch(request);
        assert.equal(response.status, answered, String(status));
        const text = await response.text();
        const problem = JSON.parse(text) as Record<string, unknown>;
        assert.equal(problem['code'], code, String(status));
        assert.deepEqual(problem['vendor'], typeof body === 'string' ? {} : {code: 'SOME_CODE', requestId: 'req-1'});
        assert.doesNotMatch(text, /a text/);
      }
    }
  }
});

test('the detail of a problem tells a developer what to do', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  for (const [status, detail] of [
    [409, /start a new one/],
    [404, /id, or the environment/],
  ] as const) {
    vendor.reply = () => ({status});
    assert.match(String((await json(await backend.fetch(tokenRequest('conn_meld'))))['detail']), detail);
  }
});

test('a rate limit passes on Retry-After, in seconds or as a date', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  for (const [header, least, most] of [
    ['7', 7, 7],
    [inAMinute, 55, 60],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0, 0],
  ] as const) {
    vendor.reply = () => ({status: 429, headers: {'retry-after': header}});
    const response = await backend.fetch(statusRequest('conn_meld'));
    const {retryAfter} = await json(response);
    assert.equal(response.headers.get('retry-after'), String(retryAfter));
    assert.ok(Number(retryAfter) >= least && Number(retryAfter) <= most, `${header}: ${String(retryAfter)}`);
  }
  vendor.reply = () => ({status: 429, headers: {'retry-after': 'later'}});
  const response = await backend.fetch(statusRequest('conn_meld'));
  assert.equal(response.headers.get('retry-after'), null);
  assert.equal('retryAfter' in (await json(response)), false);
});

test('a refused repair of a healthy connection is CONTINUE, of others not-repairable', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  for (const [status, statusReason, expected] of [
    ['ACTIVE', null, 'CONTINUE'],
    ['EXPIRED', null, undefined],
    ['DELETED', null, undefined],
    ['IN_PROGRESS', null, undefined],
  ] as const) {
    vendor.reply = ({method}) => (method === 'POST' ? {status: 409} : {body: {...connection, status, statusReason}});
    const response = await backend.fetch(tokenRequest('conn_meld'));
    const answer = await json(response);
    assert.equal(response.status, expected ? 200 : 409, status);
    assert.equal(expected ? answer['status'] : answer['code'], expected ?? 'not-repairable', status);
  }
});

test('a refused repair whose status cannot be read has the code and Retry-After of the read', async t => {
  const vendor = await startVendor(t, () => ({}));
  const backend = backendAt(vendor.url);
  for (const [reading, answered, code, retryAfter] of [
    [{status: 429, headers: {'retry-after': '7'}}, 429, 'rate-limited', 7],
    [{status: 429}, 429, 'rate-limited', undefined],
    [{status: 500}, 502, 'backend-unavailable', undefined],
    [{status: 503, headers: {'retry-after': '30'}}, 502, 'backend-unavailable', 30],
    [{status: 401}, 502, 'backend-unavailable', undefined],
    [{status: 200, body: '<html>'}, 502, 'backend-unavailable', undefined],
    [{status: 404}, 409, 'not-repairable', undefined],
    [{status: 409}, 409, 'not-repairable', undefined],
  ] as const) {
    vendor.reply = ({method}) => (method === 'POST' ? {status: 409} : reading);
    const response = await backend.fetch(tokenRequest('conn_meld'));
    const label = JSON.stringify(reading);
    assert.equal(response.status, answered, label);
    assert.equal(response.headers.get('retry-after'), retryAfter === undefined ? null : String(retryAfter), label);
    const problem = await json(response);
    assert.deepEqual([problem['code'], problem['retryAfter']], [code, retryAfter], label);
    assert.equal(problem['detail'] === undefined, code !== 'not-repairable', label);
  }
});

test('a refused repair is backend-unavailable if an option fails before the read of the status', async t => {
  const vendor = await startVendor(t, () => ({status: 409}));
  let calls = 0;
  const apiKey = () => (++calls === 1 ? 'key_1' : Promise.reject(new Error('vault')));
  const backend = createRepairBackend({
    providers: [meld({apiKey, environment: 'sandbox', baseUrl: vendor.url})],
    findConnection: () => meldConnection,
  });
  const response = await backend.fetch(tokenRequest('conn_meld'));
  assert.equal(response.status, 500);
  assert.equal((await json(response))['code'], 'backend-unavailable');
});
