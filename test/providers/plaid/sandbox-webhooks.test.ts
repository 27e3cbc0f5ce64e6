import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {test, type TestContext} from 'node:test';
import {decodeProtectedHeader, importJWK, jwtVerify} from 'jose';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {accessTokenOf, ask, assertError, basics, linkToken, logIn, openLink, plaidOf} from '../../sandbox/plaid.js';
import {receiverFor, type Received, type Receiver} from '../../sandbox/receiver.js';
import {advance, call, change, connection, sandboxFor, type Answer, type Json} from '../../sandbox/support.js';

async function fixture(t: TestContext): Promise<{sandbox: Sandbox; receiver: Receiver}> {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {plaid: receiver.url}});
  return {sandbox, receiver};
}

const codes = (received: readonly Received[]): unknown[] => received.map(({json}) => json['webhook_code']);

const keyOf = (sandbox: Sandbox, key_id: unknown, secret?: string): Promise<Answer> =>
  ask(sandbox, '/webhook_verification_key/get', {key_id}, secret);

const kidOf = ({headers}: Received): string => String(decodeProtectedHeader(String(headers['plaid-verification'])).kid);

test('an item that breaks sends ERROR with the item’s error', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'plaid', {status: 'NO_ACCOUNTS'});
  const [received] = await receiver.first(1);
  const {error, ...body} = received?.json ?? {};
  assert.deepEqual(body, {
    webhook_type: 'ITEM',
    webhook_code: 'ERROR',
    item_id: 'itemFirstHarbor1',
    environment: 'sandbox',
  });
  assert.deepEqual([(error as Json)['error_type'], (error as Json)['error_code']], ['ITEM_ERROR', 'NO_ACCOUNTS']);
});

test('each warning and each revocation has its code and fields', async t => {
  const {sandbox, receiver} = await fixture(t);
  for (const [status, statusReason] of [
    ['HEALTHY', 'PENDING_EXPIRATION'],
    ['HEALTHY', 'PENDING_DISCONNECT'],
    ['HEALTHY', 'NEW_ACCOUNTS_AVAILABLE'],
    ['HEALTHY', 'USER_ACCOUNT_REVOKED'],
    ['USER_PERMISSION_REVOKED', null],
  ]) {
    await change(sandbox, 'plaid', {status, statusReason});
  }
  const received = await receiver.first(6);
  assert.deepEqual(codes(received), [
    'LOGIN_REPAIRED',
    'PENDING_EXPIRATION',
    'PENDING_DISCONNECT',
    'NEW_ACCOUNTS_AVAILABLE',
    'USER_ACCOUNT_REVOKED',
    'USER_PERMISSION_REVOKED',
  ]);
  const [, expiration, disconnect, , account, permission] = received.map(({json}) => json);
  const week = 7 * 86_400_000;
  for (const end of [expiration?.['consent_expiration_time'], disconnect?.['disconnect_time']]) {
    assert.ok(Math.abs(Date.parse(String(end)) - Date.now() - week) < 60_000);
  }
  assert.equal(disconnect?.['reason'], 'INSTITUTION_TOKEN_EXPIRATION');
  assert.equal(account?.['account_id'], 'itemFirstHarbor1Checking');
  assert.equal((permission?.['error'] as Json)['error_code'], 'USER_PERMISSION_REVOKED');
});

test('an item that becomes healthy without Link sends LOGIN_REPAIRED; a repair in Link, an outage and a removal send nothing', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'plaid', {status: 'INSTITUTION_DOWN'});
  await change(sandbox, 'plaid', {status: 'ITEM_LOGIN_REQUIRED'});
  await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox)));
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'HEALTHY');
  await change(sandbox, 'plaid', {status: 'ITEM_NOT_FOUND'});
  await change(sandbox, 'plaid', {status: 'ITEM_LOCKED'});
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  assert.deepEqual(codes(await receiver.first(3)), ['ERROR', 'ERROR', 'LOGIN_REPAIRED']);
});

test('of a warning, the item only has the end of the consent; a repair renews the consent', async t => {
  const {sandbox} = await fixture(t);
  const read = async () => (await ask(sandbox, '/item/get', {access_token: await accessTokenOf(sandbox)})).body['item'];
  await change(sandbox, 'plaid', {status: 'HEALTHY', statusReason: 'PENDING_DISCONNECT'});
  const disconnecting = (await read()) as Json;
  assert.deepEqual([disconnecting['error'], disconnecting['consent_expiration_time']], [null, null]);
  await change(sandbox, 'plaid', {status: 'HEALTHY', statusReason: 'PENDING_EXPIRATION'});
  const expiring = (await read()) as Json;
  assert.equal(expiring['error'], null);
  assert.ok(Date.parse(String(expiring['consent_expiration_time'])) > Date.now());
  await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox)));
  assert.equal(((await read()) as Json)['consent_expiration_time'], null);
  await advance(sandbox, 8 * 86_400);
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'HEALTHY', 'what was warned of is called off');
});

for (const [warning, reason] of [
  ['PENDING_EXPIRATION', 'OAUTH_CONSENT_EXPIRED'],
  ['PENDING_DISCONNECT', null],
]) {
  test(`what ${warning} warns of happens after seven days`, async t => {
    const {sandbox, receiver} = await fixture(t);
    await change(sandbox, 'plaid', {status: 'HEALTHY', statusReason: warning});
    await advance(sandbox, 7 * 86_400 - 60);
    assert.equal((await connection(sandbox, 'plaid'))['status'], 'HEALTHY');
    await advance(sandbox, 60);
    const {status, statusReason} = await connection(sandbox, 'plaid');
    assert.deepEqual([status, statusReason], ['ITEM_LOGIN_REQUIRED', reason]);
    assert.deepEqual(codes(await receiver.first(3)), ['LOGIN_REPAIRED', warning, 'ERROR']);
  });
}

test('the signature is a JWT over the raw body, with a key that the API returns by its id', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  const [received] = await receiver.first(1);
  assert.ok(received);
  assert.equal(received.body, JSON.stringify(received.json, null, 2));
  const token = String(received.headers['plaid-verification']);
  const {key} = (await keyOf(sandbox, kidOf(received))).body as {key: Json};
  assert.deepEqual(
    [key['alg'], key['crv'], key['kty'], key['use'], key['kid'], key['expired_at']],
    ['ES256', 'P-256', 'EC', 'sig', kidOf(received), null],
  );
  assert.equal('d' in key, false, 'the private part stays');
  const {payload, protectedHeader} = await jwtVerify(token, await importJWK(key), {maxTokenAge: 300});
  assert.equal(protectedHeader.alg, 'ES256');
  assert.equal(payload['request_body_sha256'], createHash('sha256').update(received.body).digest('hex'));
});

test('a rotation creates a new key and expires the old one', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  await receiver.first(1);
  assert.deepEqual((await call('POST', `${sandbox.url}/control/webhooks/plaid/rotate`)).body, {secret: null});
  await change(sandbox, 'plaid', {status: 'ITEM_LOCKED'});
  const [before, after] = (await receiver.first(2)).map(kidOf);
  assert.notEqual(before, after);
  const expiryOf = async (kid?: string) => ((await keyOf(sandbox, kid)).body['key'] as Json)['expired_at'];
  assert.equal(typeof (await expiryOf(before)), 'number');
  assert.equal(await expiryOf(after), null);
  assertError(await keyOf(sandbox, 'nothing'), 'INVALID_INPUT', 'INVALID_WEBHOOK_VERIFICATION_KEY_ID');
  assertError(await keyOf(sandbox, after, 'production_secret'), 'INVALID_INPUT', 'INVALID_WEBHOOK_VERIFICATION_KEY_ID');
  assertError(await keyOf(sandbox, undefined), 'INVALID_REQUEST', 'MISSING_FIELDS');
});

test('an item’s webhook URL takes precedence, from /item/webhook/update or the link token that created the item', async t => {
  const {sandbox, receiver} = await fixture(t);
  const own = await receiverFor(t);
  const access_token = await accessTokenOf(sandbox);
  const {body} = await ask(sandbox, '/item/webhook/update', {access_token, webhook: own.url});
  assert.equal((body['item'] as Json)['webhook'], own.url);
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  assert.deepEqual(codes(await own.first(1)), ['LOGIN_REPAIRED']);
  // In update mode, a webhook URL is ignored.
  await change(sandbox, 'plaid', {status: 'ITEM_LOGIN_REQUIRED'});
  await logIn(sandbox, await openLink(sandbox, await linkToken(sandbox, {webhook: 'http://127.0.0.1:9/'})));
  await change(sandbox, 'plaid', {status: 'ITEM_LOCKED'});
  assert.deepEqual(codes(await own.first(3)).slice(1), ['ERROR', 'ERROR']);

  const created = await ask(sandbox, '/link/token/create', {...basics, products: ['auth'], webhook: own.url});
  const session = await openLink(sandbox, String(created.body['link_token']));
  const picked = await call('POST', `${plaidOf(sandbox)}/link/session/${String(session['sessionId'])}/institution`, {
    institutionId: 'ins_900002',
  });
  const {result} = (await logIn(sandbox, picked.body)) as {result: Json};
  const exchanged = await ask(sandbox, '/item/public_token/exchange', {public_token: result['publicToken']});
  await ask(sandbox, '/sandbox/item/reset_login', {access_token: exchanged.body['access_token']});
  const last = (await own.first(4)).at(-1);
  assert.equal(last?.json['item_id'], exchanged.body['item_id']);
  await ask(sandbox, '/item/webhook/update', {access_token, webhook: null});
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  assert.deepEqual(codes(await receiver.first(1)), ['LOGIN_REPAIRED']);
  assertError(
    await ask(sandbox, '/item/webhook/update', {access_token, webhook: 'nowhere'}),
    'INVALID_REQUEST',
    'INVALID_FIELD',
  );
});

test('fire_webhook sends the accepted codes and does not change the item', async t => {
  const {sandbox, receiver} = await fixture(t);
  const access_token = await accessTokenOf(sandbox);
  const taken = [
    'NEW_ACCOUNTS_AVAILABLE',
    'LOGIN_REPAIRED',
    'PENDING_DISCONNECT',
    'USER_PERMISSION_REVOKED',
    'USER_ACCOUNT_REVOKED',
  ];
  for (const webhook_code of taken) {
    const {body} = await ask(sandbox, '/sandbox/item/fire_webhook', {access_token, webhook_code});
    assert.equal(body['webhook_fired'], true);
  }
  assert.deepEqual(codes(await receiver.first(taken.length)), taken);
  assert.equal((await connection(sandbox, 'plaid'))['status'], 'ITEM_LOGIN_REQUIRED');
  const fire = (more: Json, secret?: string) =>
    ask(sandbox, '/sandbox/item/fire_webhook', {access_token, ...more}, secret);
  assertError(await fire({webhook_code: 'PENDING_EXPIRATION'}), 'INVALID_REQUEST', 'INVALID_FIELD');
  assertError(await fire({webhook_code: 'LOGIN_REPAIRED', webhook_type: 'AUTH'}), 'INVALID_REQUEST', 'INVALID_FIELD');
  assertError(await fire({}), 'INVALID_REQUEST', 'MISSING_FIELDS');
  assertError(await fire({webhook_code: 'LOGIN_REPAIRED'}, 'production_secret'), 'INVALID_REQUEST', 'SANDBOX_ONLY');
});

test('reset_login sends the item’s error', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'plaid', {status: 'HEALTHY'});
  await ask(sandbox, '/sandbox/item/reset_login', {access_token: await accessTokenOf(sandbox)});
  assert.deepEqual(codes(await receiver.first(2)), ['LOGIN_REPAIRED', 'ERROR']);
});
