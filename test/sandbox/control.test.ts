import assert from 'node:assert/strict';
import {test} from 'node:test';
import {advance, call, change, connection, sandboxFor, setVariants, type Json} from './support.js';

test('initially, Plaid and Meld have one broken connection each, with fixed ids', async t => {
  const sandbox = await sandboxFor(t);
  const {body} = await call('GET', `${sandbox.url}/control/connections`);
  const seen = (body as unknown as Json[]).map(({provider, id, status, statusReason, institution, environment}) => ({
    provider,
    id,
    status,
    statusReason,
    name: (institution as Json)['name'],
    environment,
  }));
  assert.deepEqual(seen.slice(0, 2), [
    {
      provider: 'plaid',
      id: 'itemFirstHarbor1',
      status: 'ITEM_LOGIN_REQUIRED',
      statusReason: null,
      name: 'First Harbor Bank',
      environment: 'sandbox',
    },
    {
      provider: 'meld',
      id: 'connMeridianTrust1',
      status: 'RECONNECT_REQUIRED',
      statusReason: 'LOGIN_REQUIRED',
      name: 'Meridian Trust',
      environment: 'sandbox',
    },
  ]);
});

test('fields of a connection are changed separately, and a status without a reason gets its first reason', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await change(sandbox, 'meld', {
    status: 'DEGRADED',
    bank: 'oauth',
    repairOutcome: 'still-broken',
  });
  assert.equal(status, 200);
  assert.equal(body['statusReason'], 'INSTITUTION_CURRENTLY_UNAVAILABLE');
  const after = await connection(sandbox, 'meld');
  assert.deepEqual([after['status'], after['bank'], after['repairOutcome']], ['DEGRADED', 'oauth', 'still-broken']);
  const other = await change(sandbox, 'meld', {statusReason: 'INTERACTIVE_REFRESH'});
  assert.equal(other.body['statusReason'], 'INTERACTIVE_REFRESH');
  const none = await change(sandbox, 'meld', {statusReason: null});
  assert.equal(none.body['statusReason'], null);
});

for (const [body, allowed] of [
  [{colour: 'red'}, 'status, statusReason, bank, repairOutcome'],
  [{status: 'BROKEN'}, 'RECONNECT_REQUIRED'],
  [{status: 'ACTIVE', statusReason: 'LOGIN_REQUIRED'}, 'ACCESS_EXPIRING_SOON'],
  [{bank: 'closed'}, 'password, oauth, oauth-coop, down'],
  [{repairOutcome: 'maybe'}, 'repaired, still-broken'],
  [{bank: 'down', status: 7}, 'ACTIVE'],
] as const) {
  test(`a change to ${JSON.stringify(body)} is refused with the allowed values and changes nothing`, async t => {
    const sandbox = await sandboxFor(t);
    const before = await connection(sandbox, 'meld');
    const {status, body: answer} = await change(sandbox, 'meld', body);
    assert.equal(status, 400);
    assert.ok(String(answer['error']).includes(allowed), String(answer['error']));
    assert.deepEqual(await connection(sandbox, 'meld'), before);
  });
}

test('unknown connections and vendors are 404', async t => {
  const {url} = await sandboxFor(t);
  for (const path of ['plaid/unknown', 'unknown/itemFirstHarbor1', 'constructor/x']) {
    const {status} = await call('PATCH', `${url}/control/connections/${path}`, {bank: 'down'});
    assert.equal(status, 404, path);
  }
});

test('variants are validated and changed separately, and an invalid one changes nothing', async t => {
  const sandbox = await sandboxFor(t);
  const changed = await setVariants(sandbox, {meld: {messages: 'string'}, plaid: {exitAfterSuccess: true}});
  assert.equal(changed.status, 200);
  assert.equal((changed.body['meld'] as Json)['messages'], 'string');
  assert.equal((changed.body['meld'] as Json)['statusLagSeconds'], 1);
  for (const wrong of [
    {meld: {messages: 'smoke signals'}},
    {meld: {messages: 'object', statusLagSeconds: -1}},
    {meld: {connectComplete: 'yes'}},
    {plaid: {redirectUris: [1]}},
    {plaid: {toString: true}},
    {unknown: {}},
    {meld: null},
  ]) {
    const {status, body} = await setVariants(sandbox, wrong);
    assert.equal(status, 400, JSON.stringify(wrong));
    assert.equal(typeof body['error'], 'string');
  }
  const {body} = await call('GET', `${sandbox.url}/control/variants`);
  assert.deepEqual(body, changed.body);
});

test('names in requests do not reach inherited properties', async t => {
  const sandbox = await sandboxFor(t);
  const send = async (path: string, body: string) => {
    const headers = {'Content-Type': 'application/json'};
    const response = await fetch(`${sandbox.url}/control/${path}`, {method: 'PATCH', headers, body});
    return {status: response.status, body: (await response.json()) as Json};
  };
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
  const {id} = await connection(sandbox, 'plaid');
  for (const name of names) {
    // `constructor` leads to `Object`, which has `assign`.
    for (const inner of ['{"assign": 1}', '{"polluted": true}', '{}', '1']) {
      assert.equal((await send('variants', `{"${name}": ${inner}}`)).status, 400, `${name} ${inner}`);
    }
    assert.equal((await send('variants', `{"plaid": {"${name}": {"polluted": true}}}`)).status, 400, name);
    const path = `connections/plaid/${String(id)}`;
    assert.equal((await send(path, `{"${name}": {"polluted": true}}`)).status, 400, name);
    assert.equal((await send(path, `{"status": "${name}"}`)).status, 400, name);
    assert.equal((await send(`connections/${name}/${String(id)}`, '{"bank": "down"}')).status, 404, name);
  }
  assert.equal(typeof Object.assign, 'function');
  assert.equal('polluted' in {}, false);
  assert.equal((await setVariants(sandbox, {plaid: {exitAfterSuccess: true}})).status, 200);
});

test('the clock only moves forward', async t => {
  const sandbox = await sandboxFor(t, {now: () => 1_000_000});
  assert.deepEqual((await advance(sandbox, 90)).body, {now: new Date(1_090_000).toISOString(), advancedSeconds: 90});
  for (const wrong of [-1, '60', null]) {
    const {status} = await call('POST', `${sandbox.url}/control/clock`, {advanceSeconds: wrong});
    assert.equal(status, 400);
  }
  assert.equal((await call('GET', `${sandbox.url}/control/clock`)).body['advancedSeconds'], 90);
});

test('a reset restores connections, clock and variants', async t => {
  const sandbox = await sandboxFor(t, {now: () => 1_000_000});
  const before = [
    await call('GET', `${sandbox.url}/control/connections`),
    await call('GET', `${sandbox.url}/control/variants`),
  ];
  await change(sandbox, 'plaid', {status: 'HEALTHY', bank: 'down'});
  await setVariants(sandbox, {meld: {messages: 'string'}});
  await advance(sandbox, 60);
  assert.equal((await fetch(`${sandbox.url}/control/reset`, {method: 'POST'})).status, 200);
  const after = [
    await call('GET', `${sandbox.url}/control/connections`),
    await call('GET', `${sandbox.url}/control/variants`),
  ];
  assert.deepEqual(after, before);
  assert.equal((await call('GET', `${sandbox.url}/control/clock`)).body['advancedSeconds'], 0);
});

test('a body that is not declared as JSON is refused', async t => {
  const {url} = await sandboxFor(t);
  const init = {method: 'POST', body: '{"advanceSeconds": 60}'};
  assert.equal((await fetch(`${url}/control/clock`, init)).status, 415);
  const broken = {method: 'POST', body: '{', headers: {'Content-Type': 'application/json'}};
  assert.equal((await fetch(`${url}/control/clock`, broken)).status, 415);
  assert.equal((await call('GET', `${url}/control/clock`)).body['advancedSeconds'], 0);
});

test('foreign pages cannot control the sandbox; loopback pages and its own can', async t => {
  const sandbox = await sandboxFor(t);
  const from = (Origin: string) =>
    call('POST', `${sandbox.url}/control/clock`, {advanceSeconds: 1}, {Origin}).then(({status}) => status);
  assert.equal(await from('https://evil.example'), 403);
  assert.equal(await from('http://127.0.0.1.evil.example'), 403);
  assert.equal(await from('null'), 403);
  assert.equal(await from('http://localhost:4173'), 200);
  assert.equal(await from(sandbox.origins['plaid'] ?? ''), 200);
  const reset = await fetch(`${sandbox.url}/control/reset`, {
    method: 'POST',
    headers: {Origin: 'https://evil.example'},
  });
  assert.equal(reset.status, 403);
});

test('a loopback page passes the preflight and can read responses; a foreign page cannot', async t => {
  const {url} = await sandboxFor(t);
  const preflight = (Origin: string) => fetch(`${url}/control/variants`, {method: 'OPTIONS', headers: {Origin}});
  const good = await preflight('http://localhost:4173');
  assert.equal(good.status, 204);
  assert.equal(good.headers.get('Access-Control-Allow-Origin'), 'http://localhost:4173');
  assert.match(good.headers.get('Access-Control-Allow-Methods') ?? '', /PATCH/);
  assert.equal((await preflight('https://evil.example')).status, 403);
  const read = await fetch(`${url}/control/connections`, {headers: {Origin: 'https://evil.example'}});
  assert.equal(read.headers.get('Access-Control-Allow-Origin'), null);
});

test('vendor paths on the control origin redirect to the vendor and keep method and query', async t => {
  const {url, origins} = await sandboxFor(t);
  const script = await fetch(`${url}/plaid/link/v2/stable/link-initialize.js?a=1&b=2`, {redirect: 'manual'});
  assert.equal(script.status, 307);
  assert.equal(script.headers.get('Location'), `${origins['plaid']}/link/v2/stable/link-initialize.js?a=1&b=2`);
  const api = await call('POST', `${url}/meld/bank-linking/connect/repair`, {connectionId: 'x'});
  assert.equal(api.status, 401);
  const elsewhere = await fetch(`${url}/plaid//evil.example/x`, {redirect: 'manual'});
  assert.ok(elsewhere.headers.get('Location')?.startsWith(`${origins['plaid']}/`));
  assert.equal((await fetch(`${url}/unknown/x`, {redirect: 'manual'})).status, 404);
});

test('the control page lists connections, users, credentials and all statuses', async t => {
  const {url} = await sandboxFor(t);
  const response = await fetch(url);
  const page = await response.text();
  for (const text of ['First Harbor Bank', 'user_mfa', 'production_api_key', 'UNRECOVERABLE', 'INSTITUTION_DISABLED']) {
    assert.ok(page.includes(`>${text}<`), text);
  }
  for (const field of ['status', 'statusReason', 'bank', 'repairOutcome', 'advanceSeconds']) {
    assert.ok(page.includes(`<code>${field}</code>`), field);
  }
  assert.ok(page.includes('>Access token<'), 'the details of a connection');
  for (const control of ['data-webhook="meld"', 'data-rotate="meld"', 'data-fault="plaid"', 'data-deliveries']) {
    assert.ok(page.includes(control), control);
  }
  assert.match(response.headers.get('Content-Security-Policy') ?? '', /default-src 'none'; script-src 'self'/);
  assert.ok(!/ (?:style|on\w+)=/.test(page), 'no inline style or handler');
});
