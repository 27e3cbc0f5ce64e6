import assert from 'node:assert/strict';
import {test} from 'node:test';
import {json, nextMoment, own, plaidConnection} from '../../backend/support.js';
import {plaidKey, plaidWebhook} from '../../backend/webhook-support.js';
import {loginRequired, seconds, setUp} from './backend-webhook-support.js';

test('errors and warnings of an item become its status and reason', async t => {
  const {item, states, vendor} = await setUp(t);
  assert.equal(await item('PENDING_EXPIRATION', {consent_expiration_time: '2027-01-01T00:00:00Z'}), 200);
  assert.equal(await item('NEW_ACCOUNTS_AVAILABLE'), 200);
  assert.equal(await item('PENDING_DISCONNECT', {reason: 'INSTITUTION_TOKEN_EXPIRATION'}), 200);
  assert.equal(await item('USER_ACCOUNT_REVOKED', {account_id: 'acc_1'}), 200);
  assert.equal(await item('ERROR', {error: {...loginRequired, error_code_reason: 'OAUTH_USER_REVOKED'}}), 200);
  assert.equal(await item('USER_PERMISSION_REVOKED'), 200);
  assert.deepEqual(states(), [
    ['HEALTHY', 'PENDING_EXPIRATION', 'worth-repairing'],
    ['HEALTHY', 'PENDING_DISCONNECT', 'worth-repairing'],
    ['ITEM_LOGIN_REQUIRED', 'OAUTH_USER_REVOKED', 'needs-person'],
    ['USER_PERMISSION_REVOKED', null, 'needs-person'],
  ]);
  const [request, ...more] = vendor.seen;
  assert.equal(more.length, 0);
  assert.equal(request?.headers['plaid-client-id'], 'client_1');
  assert.equal(request.headers['plaid-secret'], 'secret_1');
});

test('LOGIN_REPAIRED reads the item and clears its warnings of an expiry', async t => {
  const {item, states, vendor} = await setUp(t, {found: true});
  await item('PENDING_DISCONNECT');
  await item('NEW_ACCOUNTS_AVAILABLE');
  await item('ERROR', {error: loginRequired});
  assert.equal(await item('LOGIN_REPAIRED'), 200);
  assert.equal(vendor.seen.at(-1)?.path, '/item/get');
  assert.deepEqual(states().at(-1), ['HEALTHY', 'NEW_ACCOUNTS_AVAILABLE', 'worth-repairing']);
});

test('unknown events and events without an item are accepted', async t => {
  const {item, send, key, changes} = await setUp(t);
  assert.equal(await item('SOMETHING_NEW'), 200);
  assert.equal(await item('WEBHOOK_UPDATE_ACKNOWLEDGED'), 200);
  assert.equal(await item('ERROR', {item_id: null, error: loginRequired}), 200);
  assert.equal(await item('ERROR', {webhook_type: 'TRANSACTIONS', error: loginRequired}), 200);
  assert.equal(await send(plaidWebhook({key, body: {webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED'}})), 200);
  assert.equal(changes.length, 0);
});

test('a repeated delivery is ignored, unlike a later one of the same kind', async t => {
  const {send, item, key, states} = await setUp(t);
  const request = await plaidWebhook({
    key,
    body: {webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item_7', error: loginRequired},
    issuedAt: seconds() - 60,
  });
  const again = request.clone();
  assert.equal(await send(request), 200);
  await item('ERROR', {error: {error_code: 'ITEM_LOCKED'}});
  assert.equal(await send(again), 200);
  await item('ERROR', {error: loginRequired});
  assert.deepEqual(
    states().map(([status]) => status),
    ['ITEM_LOGIN_REQUIRED', 'ITEM_LOCKED', 'ITEM_LOGIN_REQUIRED'],
  );
});

test('a repeated delivery is recognised by its signature', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const {send, item, key, states} = await setUp(t);
  // With a clock that is ahead by the tolerance, the signature is valid for twice the tolerance.
  const issuedAt = Math.floor((Date.now() + 5 * 60_000) / 1000);
  const request = await plaidWebhook({
    key,
    body: {webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item_7', error: loginRequired},
    issuedAt,
  });
  const [atOnce, late] = [request.clone(), request.clone()];
  assert.equal(await send(request), 200);
  // With the same time, so that neither is older.
  assert.equal(await item('ERROR', {error: {error_code: 'ITEM_LOCKED'}}, {issuedAt}), 200);
  assert.equal(await send(atOnce), 200);
  t.mock.timers.setTime(issuedAt * 1000 + 5 * 60_000 - 1);
  assert.equal(await send(late), 200);
  assert.deepEqual(
    states().map(([status]) => status),
    ['ITEM_LOGIN_REQUIRED', 'ITEM_LOCKED'],
  );
});

test('a delayed delivery does not replace one that was signed later', async t => {
  const {item, states} = await setUp(t);
  assert.equal(await item('ERROR', {error: {error_code: 'ITEM_LOCKED'}}, {issuedAt: seconds() - 60}), 200);
  assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt: seconds() - 120}), 200);
  assert.deepEqual(states(), [['ITEM_LOCKED', null, 'needs-bank']]);
});

test('a late retry is accepted with a new signature, and refused with the old one', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  let isDown = true;
  const {item, send, key, states} = await setUp(t, {
    onStatusChange() {
      if (isDown) throw new Error('The mailer is down.');
    },
  });
  const body = {webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item_7', error: loginRequired};
  const first = await plaidWebhook({key, body});
  const again = first.clone();
  assert.equal(await send(first), 500);
  isDown = false;
  t.mock.timers.tick(86_400_000);
  assert.equal(await send(again), 401);
  assert.deepEqual(states(), []);
  assert.equal(await item('ERROR', {error: loginRequired}), 200);
  assert.deepEqual(states(), [['ITEM_LOGIN_REQUIRED', null, 'needs-person']]);
});

test('a webhook of an item that is unknown to the host is accepted without a call', async t => {
  const {item, vendor, changes} = await setUp(t, {found: true});
  const item_id = 'item_404';
  for (const [code, more] of [
    ['ERROR', {error: loginRequired}],
    ['PENDING_EXPIRATION', {}],
    ['USER_PERMISSION_REVOKED', {}],
    ['LOGIN_REPAIRED', {}],
  ] as const) {
    assert.equal(await item(code, {...more, item_id}), 200, code);
  }
  assert.equal(changes.length, 0);
  assert.deepEqual(
    vendor.seen.map(({path}) => path),
    ['/webhook_verification_key/get'],
  );
  assert.equal(await item('ERROR', {error: loginRequired}), 200);
  assert.deepEqual(
    changes.map(({connection, status}) => [connection, status]),
    [[plaidConnection, 'ITEM_LOGIN_REQUIRED']],
  );
});

test('webhooks require their own credentials if the others are functions of a connection', async t => {
  const key = plaidKey();
  const without = await setUp(t, {keys: [key], options: {secret: () => 'secret_1'}});
  assert.equal(await without.item('LOGIN_REPAIRED'), 404);
  const {vendor} = without;
  const webhook = {clientId: 'client_2', secret: 'secret_2', environment: 'sandbox', baseUrl: vendor.url} as const;
  const given = await setUp(t, {keys: [key], options: {secret: () => 'secret_1', webhook}});
  assert.equal(await given.item('LOGIN_REPAIRED'), 200);
  assert.equal(vendor.seen[0]?.headers['plaid-client-id'], 'client_2');
});

test('a warning ends when the item shows a renewed consent', async t => {
  const {item, backend, vendor} = await setUp(t);
  await item('PENDING_EXPIRATION');
  const reason = async (days: number) => {
    const end = new Date(Date.now() + days * 86_400_000).toISOString();
    vendor.reply = () => ({body: {item: {error: null, consent_expiration_time: end}}});
    await nextMoment();
    const status = new Request(`${own}/api/bank/status?connectionId=c&repairId=r`);
    return (await json(await backend.fetch(status)))['statusReason'];
  };
  assert.equal(await reason(7), 'PENDING_EXPIRATION');
  assert.equal(await reason(180), null);
});
