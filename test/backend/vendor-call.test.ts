import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend, plaid} from '../../src/backend/index.js';
import {
  backendAt,
  completeRequest,
  json,
  listen,
  plaidConnection,
  recordingLogger,
  startVendor,
  statusRequest,
  tokenRequest,
} from './support.js';

const requests = () =>
  ['conn_plaid', 'conn_meld'].flatMap(id => [tokenRequest(id), completeRequest(id), statusRequest(id)]);

test('a vendor that does not answer within the time limit is a 504', async t => {
  const silent = await listen(t, () => undefined);
  const backend = createRepairBackend({
    providers: [
      plaid({clientId: 'c', secret: 's', environment: 'sandbox', clientName: 'n', baseUrl: silent, timeout: 30}),
    ],
    findConnection: () => plaidConnection,
  });
  const response = await backend.fetch(tokenRequest('conn_plaid'));
  assert.equal(response.status, 504);
  assert.equal((await json(response))['code'], 'backend-unavailable');
});

test('the time limit covers the body of the answer', async t => {
  const stalling = await listen(t, (_, response) => {
    response.writeHead(200, {'content-type': 'application/json'});
    response.write('{"item":');
  });
  const backend = createRepairBackend({
    providers: [
      plaid({clientId: 'c', secret: 's', environment: 'sandbox', clientName: 'n', baseUrl: stalling, timeout: 30}),
    ],
    findConnection: () => plaidConnection,
  });
  assert.equal((await backend.fetch(statusRequest('conn_plaid'))).status, 504);
});

test('a vendor that cannot be reached is a 502, and the log has the code of the network error', async t => {
  const logger = recordingLogger();
  const refused = await listen(t, request => request.socket.destroy());
  const backend = backendAt(refused, {logger});
  for (const request of requests()) {
    const response = await backend.fetch(request);
    assert.equal(response.status, 502);
    assert.equal((await json(response))['code'], 'backend-unavailable');
  }
  const line = logger.lines.find(({message}) => message === 'The vendor could not be reached.');
  assert.equal(line?.level, 'error');
  assert.equal(line?.fields['networkError'], 'UND_ERR_SOCKET');
});

test('a success that is not a JSON object or is incomplete is a 502 and logged', async t => {
  const vendor = await startVendor(t, () => ({}));
  const bodies = ['', '<html>', '[]', 'null', {}, {link_token: 7, widgetUrl: null, item: 7, status: ''}, {item: {}}];
  for (const body of [...bodies, {item: {error: {}}}, {widgetUrl: 'https://widget.example', item: {error: 'broken'}}]) {
    vendor.reply = () => ({body});
    const logger = recordingLogger();
    const backend = backendAt(vendor.url, {logger});
    for (const request of requests()) {
      const response = await backend.fetch(request);
      assert.equal(response.status, 502, JSON.stringify(body));
      assert.equal((await json(response))['code'], 'backend-unavailable');
    }
    assert.equal(logger.lines.filter(({message}) => message === 'A request failed.').length, 6);
  }
});

test('redirects are not followed', async t => {
  const elsewhere = await startVendor(t, () => ({body: {link_token: 'link-1', item: {error: null}}}));
  for (const status of [301, 302, 303, 307, 308]) {
    const vendor = await startVendor(t, () => ({status, headers: {location: elsewhere.url}}));
    const backend = backendAt(vendor.url);
    for (const request of requests()) assert.equal((await backend.fetch(request)).status, 502);
  }
  assert.deepEqual(elsewhere.seen, []);
});

test('a failed call is not repeated', async t => {
  const vendor = await startVendor(t, () => ({status: 503}));
  const backend = backendAt(vendor.url);
  for (const [index, request] of requests().entries()) {
    await backend.fetch(request);
    assert.equal(vendor.seen.length, index + 1);
  }
});

test('a call is aborted with the request, without an error in the log', async t => {
  const page = new AbortController();
  const silent = await listen(t, () => page.abort());
  const logger = recordingLogger();
  const backend = backendAt(silent, {logger});
  const response = await backend.fetch(new Request(tokenRequest('conn_plaid'), {signal: page.signal}));
  assert.equal(response.status, 499);
  assert.deepEqual(
    logger.lines.filter(({level}) => level === 'error'),
    [],
  );
});

test('the log has the repair, the provider, the call, its duration and the vendor’s request id', async t => {
  const vendor = await startVendor(t, () => ({body: {item: {error: null}, request_id: 'HNTDNrA8F1shFEW'}}));
  const logger = recordingLogger();
  await backendAt(vendor.url, {logger}).fetch(
    completeRequest('conn_plaid', {metadata: {link_session_id: '356dbb28-7f98-44d1-8e6d-0cec580f3171'}}),
  );
  const {durationMs, ...fields} = logger.lines.find(({message}) => message === 'The vendor answered.')?.fields ?? {};
  assert.equal(typeof durationMs, 'number');
  assert.deepEqual(fields, {
    route: 'complete',
    path: '/api/bank/complete',
    repairId: 'repair_1',
    provider: 'plaid',
    linkSessionId: '356dbb28-7f98-44d1-8e6d-0cec580f3171',
    operation: 'item/get',
    httpStatus: 200,
    requestId: 'HNTDNrA8F1shFEW',
  });
});
