import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {toNodeListener} from '../../../src/backend/node.js';
import {createRepairBackend, mx} from '../../../src/backend/index.js';
import type {MxOptions, StatusChange, MxConnection} from '../../../src/backend/index.js';
import {startSandbox} from '../../../src/sandbox/index.js';
import {completeRequest, json, listen, statusRequest, tokenRequest} from '../../backend/support.js';
import {until} from '../../helpers/until.js';

const userGuid = 'USR-7e0c1d52-94b3-4a86-bd1f-2a6f0c9d1001';
const memberGuid = (number: number) => `MBR-51f2e8a4-0c6d-4b7e-a3d9-6e4b8f2c000${number}`;

/** Creates a sandbox and a backend. The host's ids of the members are their numbers. */
async function setUp(t: TestContext, options: Partial<MxOptions> = {}) {
  const sandbox = await startSandbox({port: 0});
  t.after(() => sandbox.close());
  const changes: StatusChange<MxConnection>[] = [];
  const backend = createRepairBackend({
    providers: [
      mx({
        clientId: 'sandbox_client_id',
        apiKey: 'sandbox_api_key',
        environment: 'sandbox',
        baseUrl: sandbox.origins['mx'] ?? assert.fail(),
        webhook: {username: 'mx_webhook_user', password: 'sandbox_mx_webhook_password'},
        ...options,
      }),
    ],
    findConnection: (_, id) => ({provider: 'mx', userGuid, memberGuid: memberGuid(Number(id))}),
    onStatusChange: change => void changes.push(change),
    statusInterval: 0,
  });
  const control = async (method: string, path: string, body: object) => {
    const response = await fetch(`${sandbox.url}/control/${path}`, {
      method,
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, await response.text());
  };
  const set = (number: number, body: object) => control('PATCH', `connections/mx/${memberGuid(number)}`, body);
  return {sandbox, backend, control, set, changes};
}

test('a token request gets a widget URL in both versions of the API', async t => {
  for (const apiVersion of ['v20250224', 'v20111101'] as const) {
    const {backend, sandbox} = await setUp(t, {apiVersion, colorScheme: 'dark', useCases: ['PFM']});
    const token = await json(await backend.fetch(tokenRequest('1', {locale: 'es'})));
    assert.deepEqual([token['status'], token['providerConnectionId']], ['ACTION_REQUIRED', memberGuid(1)]);
    const url = String(token['widgetUrl']);
    assert.equal(new URL(url).origin, sandbox.origins['mx']);
    assert.equal((await fetch(url)).status, 200);
  }
});

test('status, completion and token follow the status of the member', async t => {
  const {backend, set} = await setUp(t);
  const status = await json(await backend.fetch(statusRequest('1')));
  assert.deepEqual(
    [status['status'], status['statusReason'], status['institution']],
    ['DENIED', null, {id: 'northlight', name: 'Northlight Bank'}],
  );
  assert.equal((await json(await backend.fetch(completeRequest('1', {metadata: {}}))))['outcome'], 'pending');
  await set(1, {status: 'CONNECTED'});
  const completion = await json(await backend.fetch(completeRequest('1', {metadata: {member_guid: memberGuid(1)}})));
  assert.deepEqual([completion['outcome'], completion['status']], ['successful', 'CONNECTED']);
  assert.equal((await json(await backend.fetch(tokenRequest('1'))))['status'], 'CONTINUE');
});

test('an expiring consent is renewed, and an unknown member is not found', async t => {
  const {backend} = await setUp(t);
  const status = await json(await backend.fetch(statusRequest('4')));
  assert.deepEqual([status['status'], status['statusReason']], ['CONNECTED', 'NEEDS_UPDATED_CREDENTIALS']);
  assert.equal((await json(await backend.fetch(tokenRequest('4'))))['status'], 'ACTION_REQUIRED');
  assert.equal((await backend.fetch(tokenRequest('9'))).status, 404);
});

test('wrong credentials and those of the other environment are errors', async t => {
  for (const wrong of [{apiKey: 'wrong'}, {clientId: 'production_client_id', apiKey: 'production_api_key'}]) {
    const {backend} = await setUp(t, wrong);
    const {code} = await json(await backend.fetch(tokenRequest('1')));
    assert.ok(code === 'backend-unavailable' || code === 'connection-not-found', String(code));
  }
});

test('a completion ignores a member of the user at another bank', async t => {
  const {backend, set} = await setUp(t);
  await set(2, {status: 'CONNECTED'});
  const completion = await json(await backend.fetch(completeRequest('1', {metadata: {member_guid: memberGuid(2)}})));
  assert.deepEqual([completion['outcome'], completion['status']], ['pending', 'DENIED']);
});

test('a rate limit of the stand-in is passed on', async t => {
  const {backend, control} = await setUp(t);
  await control('PUT', 'faults', {mx: {status: 429, retryAfter: 7, times: 1}});
  const response = await backend.fetch(tokenRequest('1'));
  assert.deepEqual([response.status, response.headers.get('retry-after')], [429, '7']);
  assert.equal((await backend.fetch(tokenRequest('1'))).status, 200);
});

test('a webhook of the stand-in is accepted, and the member is read', async t => {
  const {backend, control, set, changes} = await setUp(t);
  const origin = await listen(t, toNodeListener(backend));
  await control('PUT', 'webhooks', {mx: `${origin}/api/bank/webhooks/mx`});
  await set(1, {status: 'IMPAIRED'});
  await until(() => changes.length > 0, 'the change of the webhook');
  assert.deepEqual(
    [changes[0]?.providerConnectionId, changes[0]?.status, changes[0]?.source],
    [memberGuid(1), 'IMPAIRED', 'webhook'],
  );
});
