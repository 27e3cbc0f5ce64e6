import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  accessTokenOf,
  ask,
  assertError,
  basics,
  keys,
  linkToken,
  logIn,
  openLink,
  plaidOf,
} from '../../sandbox/plaid.js';
import {advance, call, change, connection, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';

test('credentials are accepted in headers and in the body, and wrong or missing ones are refused', async t => {
  const sandbox = await sandboxFor(t);
  const access_token = await accessTokenOf(sandbox);
  const url = `${plaidOf(sandbox)}/item/get`;
  const inBody = await call('POST', url, {client_id: 'sandbox_client_id', secret: 'sandbox_secret', access_token});
  assert.equal(inBody.status, 200);
  assertError(await call('POST', url, {access_token}), 'INVALID_REQUEST', 'MISSING_FIELDS');
  assertError(await ask(sandbox, '/item/get', {access_token}, 'nope'), 'INVALID_INPUT', 'INVALID_API_KEYS');
  assertError(await ask(sandbox, '/item/get', {access_token}, 'toString'), 'INVALID_INPUT', 'INVALID_API_KEYS');
  const text = await fetch(url, {method: 'POST', headers: keys(), body: '{}'});
  assert.equal(((await text.json()) as Json)['error_code'], 'INVALID_BODY');
});

test('tokens of the other environment, unknown ones and removed items are refused', async t => {
  const sandbox = await sandboxFor(t);
  const access_token = await accessTokenOf(sandbox);
  assertError(
    await ask(sandbox, '/item/get', {access_token}, 'production_secret'),
    'INVALID_INPUT',
    'INVALID_ACCESS_TOKEN',
  );
  const unknown = {access_token: 'access-sandbox-unknown'};
  assertError(await ask(sandbox, '/item/get', unknown), 'INVALID_INPUT', 'INVALID_ACCESS_TOKEN');
  assertError(await ask(sandbox, '/item/get', {}), 'INVALID_REQUEST', 'MISSING_FIELDS');
  const body = {...basics, access_token};
  assertError(
    await ask(sandbox, '/link/token/create', body, 'production_secret'),
    'INVALID_INPUT',
    'INVALID_ACCESS_TOKEN',
  );
  await change(sandbox, 'plaid', {status: 'ITEM_NOT_FOUND'});
  assertError(await ask(sandbox, '/item/get', {access_token}), 'ITEM_ERROR', 'ITEM_NOT_FOUND');
});

test('a broken item has an error, and a healthy one has none', async t => {
  const sandbox = await sandboxFor(t);
  const access_token = await accessTokenOf(sandbox);
  const errorOf = async () =>
    ((await ask(sandbox, '/item/get', {access_token})).body['item'] as Json)['error'] as Json | null;
  assert.equal((await errorOf())?.['error_code'], 'ITEM_LOGIN_REQUIRED');
  await change(sandbox, 'plaid', {status: 'ITEM_LOGIN_REQUIRED', statusReason: 'OAUTH_CONSENT_EXPIRED'});
  assert.equal((await errorOf())?.['error_code_reason'], 'OAUTH_CONSENT_EXPIRED');
  await change(sandbox, 'plaid', {status: 'INSTITUTION_DOWN'});
  assert.equal((await errorOf())?.['error_type'], 'INSTITUTION_ERROR');
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  assert.equal(await errorOf(), null);
});

test('a login makes the item healthy, spends the token and gives a public token of the same item', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  const session = await openLink(sandbox, token);
  assert.equal(session['updateMode'], true);
  const view = await logIn(sandbox, session);
  const {publicToken, metadata} = view['result'] as {publicToken: string; metadata: Json};
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'HEALTHY');
  assert.equal(metadata['link_session_id'], session['linkSessionId']);
  assert.equal((metadata['accounts'] as Json[]).length, 2);
  assert.equal(((await openLink(sandbox, token))['error'] as Json)['error_code'], 'INVALID_LINK_TOKEN');

  const exchanged = await ask(sandbox, '/item/public_token/exchange', {public_token: publicToken});
  assert.equal(exchanged.body['access_token'], await accessTokenOf(sandbox));
  const again = await ask(sandbox, '/item/public_token/exchange', {public_token: publicToken});
  assertError(again, 'INVALID_INPUT', 'INVALID_PUBLIC_TOKEN');
});

test('a public token expires after 30 minutes and belongs to one environment', async t => {
  const sandbox = await sandboxFor(t);
  const first = (await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox))))['result'] as Json;
  const body = {public_token: first['publicToken']};
  assertError(
    await ask(sandbox, '/item/public_token/exchange', body, 'production_secret'),
    'INVALID_INPUT',
    'INVALID_PUBLIC_TOKEN',
  );
  await advance(sandbox, 1800);
  assertError(await ask(sandbox, '/item/public_token/exchange', body), 'INVALID_INPUT', 'INVALID_PUBLIC_TOKEN');
});

test('an item with the outcome still-broken stays broken after a success in Link', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'plaid', {repairOutcome: 'still-broken'});
  const view = await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox)));
  assert.equal(view['step'], 'done');
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'ITEM_LOGIN_REQUIRED');
});

test('Link refuses expired and unknown tokens', async t => {
  const sandbox = await sandboxFor(t);
  const token = await linkToken(sandbox);
  assert.ok('signIn' in (await openLink(sandbox, token)));
  await advance(sandbox, 1800);
  for (const dead of [token, 'link-sandbox-made-up', '']) {
    const error = (await openLink(sandbox, dead))['error'] as Json;
    assert.deepEqual([error['error_type'], error['error_code']], ['INVALID_INPUT', 'INVALID_LINK_TOKEN']);
  }
});

for (const [tokenSpentByCancel, usable] of [
  [true, false],
  [false, true],
] as const) {
  test(`with tokenSpentByCancel ${tokenSpentByCancel} a token is ${usable ? '' : 'not '}usable after a cancel`, async t => {
    const sandbox = await sandboxFor(t);
    await setVariants(sandbox, {plaid: {tokenSpentByCancel}});
    const token = await linkToken(sandbox);
    const {sessionId} = await openLink(sandbox, token);
    await call('POST', `${plaidOf(sandbox)}/link/session/${String(sessionId)}/cancel`, {});
    assert.equal('signIn' in (await openLink(sandbox, token)), usable);
  });
}

test('tokens can be reusable, as in Plaid’s Sandbox', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {plaid: {reusableTokens: true}});
  const token = await linkToken(sandbox);
  await logIn(sandbox, await openLink(sandbox, token));
  assert.ok('signIn' in (await openLink(sandbox, token)));
});

test('a new link selects a bank and creates an item', async t => {
  const sandbox = await sandboxFor(t);
  const created = await ask(
    sandbox,
    '/link/token/create',
    {...basics, products: ['transactions']},
    'production_secret',
  );
  const session = await openLink(sandbox, String(created.body['link_token']));
  const pick = `${plaidOf(sandbox)}/link/session/${String(session['sessionId'])}/institution`;
  assert.equal((await call('POST', pick, {institutionId: 'ins_0'})).status, 404);
  const picked = await call('POST', pick, {institutionId: 'ins_900004'});
  const {publicToken} = (await logIn(sandbox, picked.body))['result'] as {publicToken: string};
  const {body} = await ask(sandbox, '/item/public_token/exchange', {public_token: publicToken}, 'production_secret');
  assert.match(String(body['access_token']), /^access-production-/);
  assert.equal(
    (await ask(sandbox, '/item/get', {access_token: body['access_token']}, 'production_secret')).status,
    200,
  );
});

test('the sandbox calls only exist in the sandbox environment', async t => {
  const sandbox = await sandboxFor(t);
  const body = {institution_id: 'ins_900001', initial_products: ['auth'], access_token: 'x'};
  for (const path of ['/sandbox/public_token/create', '/sandbox/item/reset_login']) {
    assertError(await ask(sandbox, path, body, 'production_secret'), 'INVALID_REQUEST', 'SANDBOX_ONLY');
  }
  const nowhere = {institution_id: 'ins_0', initial_products: ['auth']};
  assertError(await ask(sandbox, '/sandbox/public_token/create', nowhere), 'INVALID_INPUT', 'INVALID_INSTITUTION');
});

test('Link’s script contains its origin, also after a redirect', async t => {
  const sandbox = await sandboxFor(t);
  const response = await fetch(`${sandbox.url}/plaid/link/v2/stable/link-initialize.js`);
  assert.match(response.headers.get('Content-Type') ?? '', /javascript/);
  assert.ok((await response.text()).includes(`'${plaidOf(sandbox)}'`));
});

test('an unknown path has an error in Plaid’s format', async t => {
  const sandbox = await sandboxFor(t);
  const {status, body} = await ask(sandbox, '/nothing/here', {});
  assert.deepEqual([status, body['error_code']], [404, 'NOT_FOUND']);
});
