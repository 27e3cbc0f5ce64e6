import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {startDemo} from '../../demo/host.js';
import {startSandbox, type Sandbox} from '../../src/sandbox/index.js';
import {assertAnswer} from '../helpers/openapi.js';
import {nonEphemeralPort} from '../sandbox/ports.js';
import {call, sandboxFor, type Json} from '../sandbox/support.js';

/** Starts a sandbox and the demo, like `npm start`. */
async function startFixture(t: TestContext, env: Record<string, string> = {}) {
  const started: Sandbox[] = [];
  const demo = await startDemo({
    port: 0,
    env,
    sandbox: async webhooks => {
      started.push(await sandboxFor(t, {webhooks}));
      return started[0]!;
    },
  });
  t.after(() => demo.close());
  const sandbox = started[0]!;
  const view = async (id: string) => (await call('GET', `${demo.url}/demo/connections/${id}`)).body;
  const listed = async () => (await call('GET', `${sandbox.url}/control/connections`)).body as unknown as Json[];
  return {sandbox, demo, view, listed};
}

/** The demo's connections by id: the provider, the broken status and the healthy status, with their reasons. */
const shown = {
  conn_plaid: ['plaid', ['ITEM_LOGIN_REQUIRED'], ['HEALTHY']],
  conn_plaid_popup: ['plaid', ['ITEM_LOGIN_REQUIRED'], ['HEALTHY']],
  conn_mx: ['mx', ['DENIED'], ['CONNECTED', null]],
  conn_mx_expiring: ['mx', ['CONNECTED', 'NEEDS_UPDATED_CREDENTIALS'], ['CONNECTED', null]],
  conn_meld: ['meld', ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED'], ['ACTIVE', null]],
  conn_quiltt: ['quiltt', ['ERROR_REPAIRABLE'], ['SYNCED']],
  conn_quiltt_plaid: ['quiltt', ['ERROR_REPAIRABLE'], ['SYNCED']],
  conn_quiltt_mx: ['quiltt', ['ERROR_REPAIRABLE'], ['SYNCED']],
  conn_quiltt_waiting: ['quiltt', ['ERROR_INSTITUTION'], ['SYNCED']],
} as const;

test('the page has a row for each connection, with the attributes of its element', async t => {
  const {demo, view} = await startFixture(t);
  const page = await (await fetch(demo.url)).text();
  const rows = page.match(/<li\s[^>]+data-connection[^]+?<\/li>/g) ?? [];
  assert.equal(rows.length, Object.keys(shown).length);
  for (const [id, [provider, [status, reason]]] of Object.entries(shown)) {
    const {providerConnectionId} = await view(id);
    const row = rows.find(markup => markup.includes(`data-connection="${id}"`)) ?? '';
    assert.match(row, new RegExp(`^<li[^>]+data-provider="${provider}"`), id);
    assert.match(row, new RegExp(`^<li[^>]+data-vendor-id="${String(providerConnectionId)}"`), id);
    const element = /<bank-reconnect[^>]+>/.exec(row)?.[0] ?? '';
    for (const attribute of [`provider="${provider}"`, `connection-id="${id}"`, `status="${status}"`]) {
      assert.ok(element.includes(` ${attribute}`), `${id}: ${attribute}`);
    }
    assert.equal(/status-reason="(\w+)"/.exec(element)?.[1], reason, id);
    assert.equal(/ display="(\w+)"/.exec(element)?.[1], id === 'conn_plaid_popup' ? 'popup' : undefined, id);
  }
});

test('the demo uses the initial connections of the sandbox, and creates only the item for the pop-up', async t => {
  const {demo, view, listed} = await startFixture(t);
  const before = (await listed()).map(({id}) => id);
  await fetch(demo.url);
  const {providerConnectionId: created} = await view('conn_plaid_popup');
  await fetch(demo.url);
  const after = (await listed()).map(({id}) => id);
  assert.deepEqual(new Set(after), new Set([...before, created]));
  assert.equal(after.length, before.length + 1);
});

for (const [id, [provider, [broken, reason = null], [healthy, none]]] of Object.entries(shown)) {
  test(`the demo shows a change of ${id} at ${provider}, and can break the connection again`, async t => {
    const {sandbox, demo, view} = await startFixture(t);
    const {status, statusReason = null, providerConnectionId} = await view(id);
    assert.deepEqual([status, statusReason], [broken, reason]);
    const url = `${sandbox.url}/control/connections/${provider}/${String(providerConnectionId)}`;
    await call('PATCH', url, {status: healthy, ...(none === null && {statusReason: null})});
    const repaired = await view(id);
    assert.deepEqual([repaired['status'], repaired['tone']], [healthy, 'healthy']);
    const again = await call('POST', `${demo.url}/demo/connections/${id}/break`, undefined, {Origin: demo.url});
    assert.deepEqual([again.status, again.body['status']], [200, broken]);
  });
}

test('the answers of the demo have the schemas of docs/openapi.yaml', async t => {
  const {demo} = await startFixture(t);
  const api = `${demo.url}/api/bank`;
  const post = (path: string, body: object) =>
    fetch(api + path, {
      method: 'POST',
      headers: {'content-type': 'application/json', origin: demo.url},
      body: JSON.stringify(body),
    });
  const refusals: Record<string, number> = {conn_quiltt_waiting: 503, conn_unknown: 404};
  for (const connectionId of [...Object.keys(shown), 'conn_unknown']) {
    const repair = {connectionId, repairId: `repair_${connectionId}`};
    const token = await post('/token', repair);
    assert.equal(token.status, refusals[connectionId] ?? 200, connectionId);
    await assertAnswer('/token', token);
    await assertAnswer('/complete', await post('/complete', {...repair, provider: 'meld', result: {}}));
    await assertAnswer('/status', await fetch(`${api}/status?${String(new URLSearchParams(repair))}`));
  }
});

/** The URLs of the sandbox's webhooks, by vendor. */
async function destinationsOf(sandbox: Sandbox): Promise<Record<string, string | null>> {
  const {destinations} = (await call('GET', `${sandbox.url}/control/webhooks`)).body as {
    destinations: Record<string, {url: string | null}>;
  };
  return Object.fromEntries(Object.entries(destinations).map(([provider, {url}]) => [provider, url]));
}

test('a reset of the sandbox restores every connection', async t => {
  const {sandbox, demo, view, listed} = await startFixture(t);
  await fetch(demo.url);
  const {providerConnectionId: before} = await view('conn_plaid_popup');
  for (const [id, [provider, , [healthy]]] of Object.entries(shown)) {
    const path = `/control/connections/${provider}/${String((await view(id))['providerConnectionId'])}`;
    assert.equal((await call('PATCH', sandbox.url + path, {status: healthy, statusReason: null})).status, 200, id);
  }
  await call('POST', `${sandbox.url}/control/reset`);
  for (const [id, [, [broken, reason = null]]] of Object.entries(shown)) {
    const {status, statusReason = null} = await view(id);
    assert.deepEqual([status, statusReason], [broken, reason], id);
  }
  const {providerConnectionId: after} = await view('conn_plaid_popup');
  assert.notEqual(after, before);
  assert.ok((await listed()).some(({id}) => id === after));
});

test('a reset of the sandbox restores the webhook URLs, without a request of the page', async t => {
  const {sandbox, demo} = await startFixture(t);
  const toDemo = Object.fromEntries(
    ['plaid', 'mx', 'meld', 'quiltt'].map(provider => [provider, `${demo.url}/api/bank/webhooks/${provider}`]),
  );
  assert.deepEqual(await destinationsOf(sandbox), toDemo);
  await call('PUT', `${sandbox.url}/control/webhooks`, {meld: null});
  await call('POST', `${sandbox.url}/control/reset`);
  assert.deepEqual(await destinationsOf(sandbox), toDemo);
});

test('the sandbox has no webhook URL for a vendor that the demo uses itself', async t => {
  const {sandbox, demo} = await startFixture(t, {MELD_API_KEY: 'key', MELD_CONNECTION_ID: 'connection'});
  const {meld, plaid} = await destinationsOf(sandbox);
  assert.deepEqual([meld, plaid], [null, `${demo.url}/api/bank/webhooks/plaid`]);
});

test('the demo sets the webhook URLs of a running sandbox that are not set', async t => {
  const elsewhere = 'http://127.0.0.1:9/webhooks';
  const sandbox = await sandboxFor(t, {webhooks: {mx: elsewhere}});
  const demo = await startDemo({port: 0, sandbox});
  t.after(() => demo.close());
  const {meld, mx} = await destinationsOf(sandbox);
  assert.deepEqual([meld, mx], [`${demo.url}/api/bank/webhooks/meld`, elsewhere]);
});

test('startDemo rejects if the sandbox does not start, and closes its server', async () => {
  let url = '';
  const starting = startDemo({
    port: await nonEphemeralPort(),
    sandbox: webhooks => {
      url = new URL(webhooks['meld'] ?? '').origin;
      return Promise.reject(new Error('no sandbox'));
    },
  });
  await assert.rejects(starting, {message: 'no sandbox'});
  await assert.rejects(fetch(url));
  assert.match(url, /^http:\/\/localhost:\d+$/);
});

test('without a sandbox the page shows UNREACHABLE, and elements without a status', async t => {
  const sandbox = await startSandbox({port: await nonEphemeralPort()});
  const demo = await startDemo({port: 0, sandbox});
  t.after(() => demo.close());
  await sandbox.close();
  const response = await fetch(demo.url);
  assert.equal(response.status, 200);
  const page = await response.text();
  assert.equal(page.match(/data-tone="unknown"/g)?.length, Object.keys(shown).length);
  assert.equal(page.match(/>UNREACHABLE</g)?.length, Object.keys(shown).length);
  assert.doesNotMatch(page, /<bank-reconnect[^>]+ status=/);
  const broken = await fetch(`${demo.url}/demo/connections/conn_meld/break`, {
    method: 'POST',
    headers: {origin: demo.url},
  });
  assert.equal(broken.status, 502);
});
