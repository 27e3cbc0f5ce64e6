import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend, meld, plaid} from '../../src/backend/index.js';
import {startSandbox} from '../../src/sandbox/index.js';
import {completeRequest, json, statusRequest, tokenRequest} from './support.js';

interface Credentials {
  environment: 'sandbox' | 'production';
  clientId?: string;
  secret?: string;
  apiKey?: string;
}

/** Starts a sandbox with two broken connections, and creates a backend with these credentials. */
async function setUp(t: TestContext, credentials: Partial<Credentials> = {}) {
  const sandbox = await startSandbox({port: 0});
  t.after(() => sandbox.close());
  const listed = (await (await fetch(`${sandbox.url}/control/connections`)).json()) as {
    provider: string;
    id: string;
    accessToken?: string;
  }[];
  const idOf = (provider: string) => listed.find(entry => entry.provider === provider)?.id ?? assert.fail(provider);
  const accessToken = listed.find(entry => entry.provider === 'plaid')?.accessToken ?? assert.fail('no access token');
  const {environment = 'sandbox'} = credentials;
  const {plaid: plaidUrl = assert.fail(), meld: meldUrl = assert.fail()} = sandbox.origins;
  const backend = createRepairBackend({
    providers: [
      plaid({
        clientId: credentials.clientId ?? 'sandbox_client_id',
        secret: credentials.secret ?? 'sandbox_secret',
        environment,
        baseUrl: plaidUrl,
        clientName: 'Ledger',
        redirectUris: ['https://app.example/bank/return', 'https://app.example/unlisted'],
      }),
      meld({apiKey: credentials.apiKey ?? 'sandbox_api_key', environment, baseUrl: meldUrl}),
    ],
    // Every status request reads the status.
    statusInterval: 0,
    findConnection: (_, connectionId) =>
      connectionId === 'conn_plaid'
        ? {provider: 'plaid', accessToken, itemId: idOf('plaid'), clientUserId: 'user_1'}
        : {provider: 'meld', connectionId: connectionId === 'conn_meld' ? idOf('meld') : connectionId},
  });
  const control = async (method: string, path: string, body: object) => {
    const response = await fetch(`${sandbox.url}/control/${path}`, {
      method,
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, await response.text());
  };
  const set = (provider: string, body: object) => control('PATCH', `connections/${provider}/${idOf(provider)}`, body);
  return {sandbox, backend, control, set, idOf};
}

test('the stand-ins return repair tokens for their broken connections', async t => {
  const {backend, idOf, sandbox} = await setUp(t);
  const plaidToken = await json(await backend.fetch(tokenRequest('conn_plaid', {locale: 'nb-NO'})));
  assert.equal(plaidToken['status'], 'ACTION_REQUIRED');
  assert.match(String(plaidToken['linkToken']), /^link-sandbox-/);
  assert.ok(Number(plaidToken['expiresIn']) > 1790);
  assert.equal(plaidToken['providerConnectionId'], idOf('plaid'));
  const meldToken = await json(await backend.fetch(tokenRequest('conn_meld')));
  assert.equal(meldToken['status'], 'ACTION_REQUIRED');
  assert.equal(new URL(String(meldToken['widgetUrl'])).origin, sandbox.origins['meld']);
  assert.ok(String(meldToken['widgetUrl']).includes(String(meldToken['connectToken'])));
  assert.equal(meldToken['providerConnectionId'], idOf('meld'));
});

test('status and completion follow the status of the connection', async t => {
  const {backend, set} = await setUp(t);
  const status = async (id: string) => await json(await backend.fetch(statusRequest(id)));
  const outcome = async (id: string) => (await json(await backend.fetch(completeRequest(id))))['outcome'];
  assert.deepEqual(await status('conn_plaid'), {
    provider: 'plaid',
    status: 'ITEM_LOGIN_REQUIRED',
    statusReason: null,
    institution: {id: 'ins_900001', name: 'First Harbor Bank'},
  });
  assert.deepEqual(await status('conn_meld'), {
    provider: 'meld',
    status: 'RECONNECT_REQUIRED',
    statusReason: 'LOGIN_REQUIRED',
    institution: {id: 'instMeridianTrust01', name: 'Meridian Trust'},
  });
  assert.equal(await outcome('conn_plaid'), 'pending');
  assert.equal(await outcome('conn_meld'), 'pending');
  await set('plaid', {status: 'HEALTHY'});
  await set('meld', {status: 'ACTIVE', statusReason: null});
  assert.equal((await status('conn_plaid'))['status'], 'HEALTHY');
  assert.equal((await status('conn_meld'))['status'], 'ACTIVE');
  assert.equal(await outcome('conn_plaid'), 'successful');
  assert.equal(await outcome('conn_meld'), 'successful');
});

test('a returnUrl that Plaid does not have in its list is invalid-configuration', async t => {
  const {backend} = await setUp(t);
  const answer = async (returnUrl: string) => await backend.fetch(tokenRequest('conn_plaid', {returnUrl}));
  assert.equal((await answer('https://app.example/bank/return')).status, 200);
  const refused = await answer('https://app.example/unlisted');
  assert.equal(refused.status, 500);
  assert.equal((await json(refused))['code'], 'invalid-configuration');
  assert.equal((await answer('https://evil.example')).status, 200);
});

test('wrong credentials are backend-unavailable on every route', async t => {
  const {backend} = await setUp(t, {secret: 'wrong', apiKey: 'wrong'});
  for (const request of [
    ...['conn_plaid', 'conn_meld'].flatMap(id => [tokenRequest(id), completeRequest(id), statusRequest(id)]),
  ]) {
    const response = await backend.fetch(request);
    assert.equal(response.status, 502);
    assert.equal((await json(response))['code'], 'backend-unavailable');
  }
});

test('credentials of the other environment have no access to the connections of this one', async t => {
  const {backend} = await setUp(t, {
    environment: 'production',
    secret: 'production_secret',
    apiKey: 'production_api_key',
  });
  const code = async (id: string) => (await json(await backend.fetch(tokenRequest(id))))['code'];
  assert.equal(await code('conn_plaid'), 'invalid-configuration');
  assert.equal(await code('conn_meld'), 'connection-not-found');
});

test('connections that are not repairable, removed and healthy get different answers', async t => {
  const {backend, set} = await setUp(t);
  const token = async (id: string) => {
    const answer = await json(await backend.fetch(tokenRequest(id)));
    return answer['code'] ?? answer['status'];
  };
  for (const status of ['EXPIRED', 'DELETED', 'IN_PROGRESS']) {
    await set('meld', {status, statusReason: null});
    assert.equal(await token('conn_meld'), 'not-repairable', status);
  }
  await set('meld', {status: 'ACTIVE', statusReason: null});
  assert.equal(await token('conn_meld'), 'CONTINUE');
  assert.equal(await token('unknown_to_meld'), 'connection-not-found');
  // Plaid also opens update mode for a healthy item.
  await set('plaid', {status: 'HEALTHY'});
  assert.equal(await token('conn_plaid'), 'ACTION_REQUIRED');
  await set('plaid', {status: 'ITEM_NOT_FOUND'});
  assert.equal(await token('conn_plaid'), 'connection-not-found');
});
