import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createRepairBackend, meld, mx, plaid, quiltt} from '../../src/backend/index.js';
import {toNodeListener} from '../../src/backend/node.js';
import type {Provider, ProviderConnection, StatusChange} from '../../src/backend/index.js';
import {startSandbox} from '../../src/sandbox/index.js';
import {json, listen, own, statusRequest} from './support.js';

type Listed = Record<string, unknown> & {provider: string; id: string; environment: string};

/** Starts a sandbox and a host whose backend receives its webhooks over HTTP. */
async function setUp(t: TestContext) {
  const sandbox = await startSandbox({port: 0});
  t.after(() => sandbox.close());
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${sandbox.url}/control/${path}`, {
      method,
      ...(body && {headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}),
    });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
    return await response.json();
  };
  const listed = (await control('GET', 'connections')) as Listed[];
  const first = (provider: string) => listed.find(one => one.provider === provider) ?? assert.fail(provider);
  const secret = (provider: string) => String(first(provider)['webhookSecret']);
  const at = (provider: string) => sandbox.origins[provider] ?? assert.fail(provider);
  const connections: Record<string, ProviderConnection & Record<string, unknown>> = {
    plaid: {
      provider: 'plaid',
      itemId: first('plaid').id,
      accessToken: first('plaid')['accessToken'],
      clientUserId: 'user_1',
    },
    meld: {provider: 'meld', connectionId: first('meld').id},
    mx: {provider: 'mx', memberGuid: first('mx').id, userGuid: first('mx')['userGuid']},
    quiltt: {provider: 'quiltt', connectionId: first('quiltt').id, profileId: first('quiltt')['profileId']},
  };

  const changes: StatusChange<unknown>[] = [];
  let wake: () => void = () => undefined;
  const environment = 'sandbox';
  const secrets = [secret('meld')];
  const backendUrl = await listen(t, (request, response) => listener(request, response));
  const backend = createRepairBackend<Provider>({
    providers: [
      plaid({
        clientId: 'sandbox_client_id',
        secret: 'sandbox_secret',
        environment,
        baseUrl: at('plaid'),
        clientName: 'Ledger',
      }),
      meld({apiKey: 'sandbox_api_key', environment, baseUrl: at('meld'), webhook: {secret: secrets}}),
      mx({
        clientId: 'sandbox_client_id',
        apiKey: 'sandbox_api_key',
        environment,
        baseUrl: at('mx'),
        webhook: {username: String(first('mx')['webhookUsername']), password: secret('mx')},
      }),
      quiltt({
        apiSecret: 'sandbox_api_secret',
        connectorId: 'connectorsandbox',
        baseUrl: at('quiltt'),
        webhook: {secret: secret('quiltt')},
      }),
    ],
    findConnection: (_, id) => connections[id.replace('conn_', '')] ?? null,
    findByProviderId: ({provider, providerConnectionId}) =>
      providerConnectionId === first(provider).id ? (connections[provider] ?? null) : null,
    publicUrl: `${backendUrl}/api/bank`,
    statusInterval: 60_000,
    onStatusChange(change) {
      changes.push(change);
      wake();
    },
  });
  const listener = toNodeListener(backend);
  await control(
    'PUT',
    'webhooks',
    Object.fromEntries(Object.keys(connections).map(name => [name, `${backendUrl}/api/bank/webhooks/${name}`])),
  );

  /** Changes a connection at its vendor. Resolves with the notification of the host. */
  const change = async (provider: string, to: object) => {
    const before = changes.length;
    await control('PATCH', `connections/${provider}/${encodeURIComponent(first(provider).id)}`, to);
    while (changes.length === before) await new Promise<void>(resolve => (wake = resolve));
    return changes.at(-1) ?? assert.fail();
  };
  return {backend, change, changes, control, first};
}

const changesByProvider = {
  plaid: [
    [{status: 'ITEM_LOCKED'}, 'needs-bank'],
    [{status: 'HEALTHY'}, 'healthy'],
    [{status: 'HEALTHY', statusReason: 'PENDING_DISCONNECT'}, 'worth-repairing'],
    [{status: 'ITEM_LOGIN_REQUIRED'}, 'needs-person'],
  ],
  meld: [
    [{status: 'ACTIVE', statusReason: null}, 'healthy'],
    [{status: 'ACTIVE', statusReason: 'ACCESS_EXPIRING_SOON'}, 'worth-repairing'],
    [{status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'}, 'needs-person'],
    [{status: 'DELETED', statusReason: null}, 'gone'],
  ],
  mx: [
    [{status: 'CONNECTED'}, 'healthy'],
    [{status: 'LOCKED'}, 'needs-bank'],
    [{status: 'CHALLENGED'}, 'needs-person'],
  ],
  quiltt: [
    [{status: 'SYNCED'}, 'healthy'],
    [{status: 'ERROR_REPAIRABLE'}, 'needs-person'],
  ],
} as const;

for (const [provider, steps] of Object.entries(changesByProvider)) {
  test(`a change at ${provider} notifies the host and is stored`, async t => {
    const {backend, change, first} = await setUp(t);
    for (const [to, health] of steps) {
      const statusChange = await change(provider, to);
      assert.equal(statusChange.health, health, JSON.stringify(to));
      assert.equal(statusChange.source, 'webhook');
      assert.equal(statusChange.providerConnectionId, first(provider).id);
      assert.equal(statusChange.status, to.status);
    }
    const status = await json(await backend.fetch(statusRequest(`conn_${provider}`)));
    assert.equal(status['provider'], provider);
  });
}

test('a webhook that is signed with another secret is refused', async t => {
  const {change, control, backend} = await setUp(t);
  await change('meld', {status: 'ACTIVE', statusReason: null});
  await control('POST', 'webhooks/meld/rotate');
  const {id} = ((await control('GET', 'connections')) as Listed[]).find(({provider}) => provider === 'meld')!;
  await control('PATCH', `connections/meld/${id}`, {status: 'DEGRADED', statusReason: 'INTERACTIVE_REFRESH'});
  for (;;) {
    const {deliveries} = (await control('GET', 'webhooks')) as {deliveries: {attempts: {status: number}[]}[]};
    const status = deliveries[0]?.attempts[0]?.status;
    if (status === undefined) continue;
    assert.equal(status, 401);
    break;
  }
  assert.equal((await backend.fetch(new Request(`${own}/api/bank/webhooks/meld`, {method: 'POST'}))).status, 401);
});
