import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend, quiltt} from '../../../src/backend/index.js';
import type {QuilttConnection, QuilttOptions, StatusChange} from '../../../src/backend/index.js';
import {toNodeListener} from '../../../src/backend/node.js';
import {completeRequest, json, listen, statusRequest, tokenRequest} from '../../backend/support.js';
import {until} from '../../helpers/until.js';
import {advance, call, sandboxFor, setVariants, signIn, type Json} from '../../sandbox/support.js';
import {
  changeConnection,
  data,
  mxConnection,
  plaidConnection,
  productionConnection,
  profileId,
  quilttOf,
} from './sandbox-support.js';

/** Creates a sandbox and a backend. The host's ids are those of Quiltt. */
async function setUp(t: TestContext, options: Partial<QuilttOptions> = {}) {
  const sandbox = await sandboxFor(t);
  const changes: StatusChange<QuilttConnection>[] = [];
  const backend = createRepairBackend({
    providers: [
      quiltt({
        apiSecret: 'sandbox_api_secret',
        connectorId: 'connectorsandbox',
        baseUrl: quilttOf(sandbox),
        webhook: {secret: 'sandbox_quiltt_webhook_secret'},
        ...options,
      }),
    ],
    findConnection: (_, connectionId) => ({provider: 'quiltt', connectionId, profileId}),
    onStatusChange: change => void changes.push(change),
    statusInterval: 0,
  });
  const ask = async (request: Request) => await json(await backend.fetch(request));
  return {sandbox, backend, changes, ask};
}

const generations = ['old', 'new', 'both'] as const;

test('the session token is valid at the stand-in, and is used again until it is revoked', async t => {
  const {sandbox, ask} = await setUp(t);
  const first = await ask(tokenRequest(plaidConnection));
  assert.deepEqual(
    [first['status'], first['widget'], first['connectorId']],
    ['ACTION_REQUIRED', 'quiltt', 'connectorsandbox'],
  );
  const authorization = `Bearer ${String(first['sessionToken'])}`;
  const url = `${quilttOf(sandbox)}/v1/users/session`;
  assert.equal((await call('GET', url, undefined, {authorization})).status, 200);
  const again = await ask(tokenRequest(mxConnection));
  assert.equal(again['sessionToken'], first['sessionToken']);
  // A host revokes the token at a logout.
  assert.equal((await fetch(url, {method: 'DELETE', headers: {authorization}})).status, 204);
  const fresh = await ask(tokenRequest(plaidConnection));
  assert.equal(fresh['status'], 'ACTION_REQUIRED');
  assert.notEqual(fresh['sessionToken'], first['sessionToken']);
});

test('a profile without remaining tokens is a rate limit', async t => {
  for (const retryAfterHeader of [true, false]) {
    const {sandbox, backend} = await setUp(t);
    await setVariants(sandbox, {quiltt: {retryAfterHeader}});
    const authorization = 'Bearer sandbox_api_secret';
    for (let count = 0; count < 10; count++) {
      const url = `${quilttOf(sandbox)}/v1/users/sessions`;
      assert.equal((await call('POST', url, {userId: profileId}, {authorization})).status, 201);
    }
    const response = await backend.fetch(tokenRequest(plaidConnection));
    assert.equal(response.status, 429);
    const seconds = Number(response.headers.get('retry-after'));
    assert.ok(seconds > 3500 && seconds <= 3600, String(seconds));
  }
});

test('status, completion and token follow the status of the connection', async t => {
  const {sandbox, ask} = await setUp(t);
  const status = await ask(statusRequest(plaidConnection));
  assert.deepEqual(
    [status['status'], status['statusReason'], status['institution']],
    ['ERROR_REPAIRABLE', null, {name: 'First Harbor Bank'}],
  );
  assert.equal((await ask(completeRequest(plaidConnection)))['outcome'], 'pending');
  for (const [changed, answer] of [
    ['SYNCED', 'CONTINUE'],
    ['SYNCING', 'WAIT'],
    ['ERROR_INSTITUTION', 'institution-unavailable'],
    ['DISCONNECTED', 'ACTION_REQUIRED'],
  ] as const) {
    await changeConnection(sandbox, plaidConnection, {status: changed});
    const given = await ask(tokenRequest(plaidConnection));
    assert.equal(given['code'] ?? given['status'], answer, changed);
  }
  assert.equal((await ask(tokenRequest('conn_Unknown')))['code'], 'connection-not-found');
  assert.equal((await ask(tokenRequest(productionConnection)))['code'], 'connection-not-found');
});

test('a wrong secret is backend-unavailable', async t => {
  const {ask} = await setUp(t, {apiSecret: 'wrong'});
  assert.equal((await ask(tokenRequest(plaidConnection)))['code'], 'backend-unavailable');
});

test('a connection from Plaid can be repaired in Link, in each generation of the schema', async t => {
  for (const schema of generations) {
    const {sandbox, ask, backend} = await setUp(t, {
      connectors: {features: ['TRANSACTIONS'], plaid: {clientName: 'Ledger', countryCodes: ['US']}},
      recordRepairs: true,
    });
    // The sync takes longer than the completion waits for its end.
    await setVariants(sandbox, {quiltt: {schema, syncSeconds: 60}});
    const token = await ask(tokenRequest(plaidConnection, {locale: 'fr'}));
    assert.deepEqual([token['status'], token['widget']], ['ACTION_REQUIRED', 'plaid'], JSON.stringify([schema, token]));
    assert.equal((await ask(tokenRequest(plaidConnection)))['linkToken'], token['linkToken']);
    // Signs in within Link as its page does.
    const plaid = sandbox.origins['plaid'] ?? assert.fail();
    const {body} = await call('POST', `${plaid}/link/session`, {linkToken: token['linkToken']});
    assert.deepEqual([body['updateMode'], body['clientName']], [true, 'Ledger']);
    const view = await signIn(plaid, (body['signIn'] as Json)['id'], 'user_good', 'pass_good');
    const {publicToken, metadata} = view['result'] as Json;
    const result = {connectorToken: token['connectorToken'], publicToken, metadata};
    const completion = await ask(completeRequest(plaidConnection, result));
    assert.deepEqual([completion['outcome'], completion['status']], ['pending', 'SYNCING'], JSON.stringify(completion));
    assert.deepEqual(completion['institution'], {name: 'First Harbor Bank'});
    assert.equal((completion['accounts'] as unknown[]).length, 2);
    await advance(sandbox, 60);
    const repeated = await ask(completeRequest(plaidConnection, result));
    assert.deepEqual([repeated['outcome'], repeated['status']], ['successful', 'SYNCED']);
    assert.equal((await ask(tokenRequest(plaidConnection, {repairId: 'repair_2'})))['status'], 'CONTINUE');
    const {connection} = await data(sandbox, 'query Q($id: ID!) { connection(id: $id) { metadata } }', {
      id: plaidConnection,
    });
    const {repairedAt, ...facts} = ((connection as Json)['metadata'] as Json)['bankReconnect'] as Json;
    assert.ok(Date.parse(String(repairedAt)) > 0);
    assert.deepEqual(facts, {provider: 'PLAID', outcome: 'successful'});
    assert.equal(
      (await backend.fetch(completeRequest(plaidConnection, {...result, connectorToken: 'other'}))).status,
      500,
    );
  }
});

test('a connection from MX opens MX’s widget, and its completion fails while the member is broken', async t => {
  for (const schema of generations) {
    const {sandbox, ask} = await setUp(t, {connectors: {features: ['TRANSACTIONS'], mx: {colorScheme: 'dark'}}});
    await setVariants(sandbox, {quiltt: {schema}});
    const token = await ask(tokenRequest(mxConnection));
    assert.deepEqual([token['status'], token['widget']], ['ACTION_REQUIRED', 'mx'], JSON.stringify([schema, token]));
    assert.equal(new URL(String(token['widgetUrl'])).origin, sandbox.origins['mx']);
    const result = {connectorToken: token['connectorToken'], metadata: {member_guid: 'MBR-1'}};
    assert.notEqual((await ask(completeRequest(mxConnection, result)))['outcome'], 'successful');
  }
});

test('a status of the stand-in other than ACTION_REQUIRED is passed on', async t => {
  for (const connectorStatus of ['CONTINUE', 'WAIT', 'ABORT']) {
    const {sandbox, ask} = await setUp(t, {connectors: true});
    await setVariants(sandbox, {quiltt: {connectorStatus}});
    assert.equal((await ask(tokenRequest(plaidConnection)))['status'], connectorStatus);
  }
});

test('a webhook of the stand-in is accepted', async t => {
  for (const truncatedWebhooks of [false, true]) {
    const {sandbox, backend, changes} = await setUp(t);
    await setVariants(sandbox, {quiltt: {truncatedWebhooks}});
    const origin = await listen(t, toNodeListener(backend));
    await call('PUT', `${sandbox.url}/control/webhooks`, {quiltt: `${origin}/api/bank/webhooks/quiltt`});
    await changeConnection(sandbox, plaidConnection, {status: 'ERROR_INSTITUTION'});
    await until(() => changes.length > 0, 'the change of the webhook');
    assert.deepEqual(
      [changes[0]?.providerConnectionId, changes[0]?.status, changes[0]?.source],
      [plaidConnection, 'ERROR_INSTITUTION', 'webhook'],
    );
  }
});
