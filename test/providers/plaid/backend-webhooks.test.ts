import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {SignJWT, UnsecuredJWT} from 'jose';
import {createRepairBackend, plaid} from '../../../src/backend/index.js';
import type {PlaidConnection, PlaidOptions, StatusChange} from '../../../src/backend/index.js';
import {nextMoment, json, own, plaidConnection, recordingLogger, startVendor} from '../../backend/support.js';
import type {SeenRequest, VendorReply} from '../../backend/support.js';
import {plaidKey, plaidRequest, plaidWebhook} from '../../backend/webhook-support.js';
import type {PlaidDelivery, PlaidKey} from '../../backend/webhook-support.js';

const seconds = () => Math.floor(Date.now() / 1000);
const healthy = {item: {item_id: 'item_7', error: null}, request_id: 'req_1'};
const loginRequired = {error_type: 'ITEM_ERROR', error_code: 'ITEM_LOGIN_REQUIRED', error_code_reason: null};

/** A backend whose Plaid knows these keys. */
async function setUp(
  t: TestContext,
  {
    keys = [plaidKey()],
    options = {},
    found = false,
  }: {
    keys?: PlaidKey[];
    options?: Partial<PlaidOptions>;
    found?: boolean;
  } = {},
) {
  const reply = ({path, body}: SeenRequest): VendorReply => {
    if (path !== '/webhook_verification_key/get') return {body: healthy};
    const key = keys.find(({id}) => id === (body as {key_id: string}).key_id);
    if (key) return {body: {key: key.jwk, request_id: 'req_1'}};
    return {status: 400, body: {error_type: 'INVALID_INPUT', error_code: 'INVALID_WEBHOOK_VERIFICATION_KEY_ID'}};
  };
  const vendor = await startVendor(t, reply);
  const told: StatusChange<PlaidConnection>[] = [];
  const logger = recordingLogger();
  const backend = createRepairBackend({
    providers: [
      plaid({
        clientId: 'client_1',
        secret: 'secret_1',
        environment: 'sandbox',
        baseUrl: vendor.url,
        clientName: 'Ledger',
        ...options,
      }),
    ],
    findConnection: () => plaidConnection,
    ...(found && {findByProviderId: () => plaidConnection}),
    statusInterval: 0,
    onStatusChange: change => void told.push(change),
    logger,
  });
  const send = async (request: Request | Promise<Request>) => (await backend.fetch(await request)).status;
  const [key = plaidKey()] = keys;
  /** Sends an ITEM webhook with a good signature. */
  const item = (code: string, more: object = {}, delivery: Partial<PlaidDelivery> = {}) =>
    send(
      plaidWebhook({key, body: {webhook_type: 'ITEM', webhook_code: code, item_id: 'item_7', ...more}, ...delivery}),
    );
  const keysAsked = () => vendor.seen.filter(({path}) => path === '/webhook_verification_key/get').length;
  const states = () => told.map(({status, statusReason, health}) => [status, statusReason, health]);
  return {vendor, reply, backend, send, item, key, told, states, keysAsked, logger};
}

test('an item’s error and its warnings are taken in Plaid’s own words', async t => {
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
  const [asked, ...more] = vendor.seen;
  assert.equal(more.length, 0);
  assert.equal(asked?.headers['plaid-client-id'], 'client_1');
  assert.equal(asked.headers['plaid-secret'], 'secret_1');
});

test('a login repaired elsewhere is read again, and takes back what was to end', async t => {
  const {item, states, vendor} = await setUp(t, {found: true});
  await item('PENDING_DISCONNECT');
  await item('NEW_ACCOUNTS_AVAILABLE');
  await item('ERROR', {error: loginRequired});
  assert.equal(await item('LOGIN_REPAIRED'), 200);
  assert.equal(vendor.seen.at(-1)?.path, '/item/get');
  assert.deepEqual(states().at(-1), ['HEALTHY', 'NEW_ACCOUNTS_AVAILABLE', 'worth-repairing']);
});

test('unknown events, and those that name no item, are fine', async t => {
  const {item, send, key, told} = await setUp(t);
  assert.equal(await item('SOMETHING_NEW'), 200);
  assert.equal(await item('WEBHOOK_UPDATE_ACKNOWLEDGED'), 200);
  assert.equal(await item('ERROR', {item_id: null, error: loginRequired}), 200);
  assert.equal(await send(plaidWebhook({key, body: {webhook_type: 'TRANSACTIONS', webhook_code: 'ERROR'}})), 200);
  assert.equal(await send(plaidWebhook({key, body: {webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED'}})), 200);
  assert.equal(told.length, 0);
});

test('a body that was changed, by as much as a blank, is refused', async t => {
  const {item, told} = await setUp(t);
  for (const tamper of [
    (body: string) => body.replace('item_7', 'item_8'),
    (body: string) => JSON.stringify(JSON.parse(body)),
    (body: string) => `${body}\n`,
    () => '',
  ]) {
    assert.equal(await item('ERROR', {error: loginRequired}, {tamper}), 401);
  }
  assert.equal(told.length, 0);
});

test('a signature of another key, of another algorithm, or of none is refused', async t => {
  const key = plaidKey();
  const {send, item, keysAsked} = await setUp(t, {keys: [key]});
  assert.equal(await item('ERROR', {error: loginRequired}, {signedBy: plaidKey()}), 401);
  const body = '{}';
  const claims = {request_body_sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'};
  const hmac = new SignJWT(claims).setProtectedHeader({alg: 'HS256', kid: 'not-seen-before'}).setIssuedAt();
  const none = new UnsecuredJWT(claims).setIssuedAt().encode();
  const before = keysAsked();
  for (const token of [await hmac.sign(new TextEncoder().encode(JSON.stringify(key.jwk))), none, '', 'a.b.c', 'junk']) {
    assert.equal(await send(plaidRequest(body, token)), 401, token);
  }
  assert.equal(keysAsked(), before);
  const untimed = await new SignJWT(claims).setProtectedHeader({alg: 'ES256', kid: key.id}).sign(key.privateKey);
  assert.equal(await send(plaidRequest(body, untimed)), 401);
});

test('a signature more than five minutes old is refused', async t => {
  const {item, told} = await setUp(t);
  for (const issuedAt of [seconds() - 302, seconds() + 302, 0]) {
    assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt}), 401, String(issuedAt));
  }
  assert.equal(told.length, 0);
  assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt: seconds() - 290}), 200);
});

test('a delivery that comes again does nothing, a later one of the same kind does', async t => {
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

test('keys are kept by their id, and a new one is fetched when Plaid changes it', async t => {
  const keys = [plaidKey('old'), plaidKey('new')];
  const {item, keysAsked} = await setUp(t, {keys});
  for (const key of [keys[0]!, keys[0]!, keys[1]!, keys[0]!, keys[1]!]) {
    assert.equal(await item('LOGIN_REPAIRED', {}, {key}), 200);
  }
  assert.equal(keysAsked(), 2);
});

test('a key that has expired is refused, one that will is not', async t => {
  const over = plaidKey('over', seconds() - 10);
  const soon = plaidKey('soon', seconds() + 600);
  const {item} = await setUp(t, {keys: [over, soon]});
  assert.equal(await item('LOGIN_REPAIRED', {}, {key: over}), 401);
  assert.equal(await item('LOGIN_REPAIRED', {}, {key: soon}), 200);
});

test('forged key ids cost Plaid a few calls and keep no good webhook out', async t => {
  const {item, key, keysAsked} = await setUp(t);
  assert.equal(await item('LOGIN_REPAIRED', {}, {key}), 200);
  const answers: number[] = [];
  for (let index = 0; index < 30; index += 1)
    answers.push(await item('LOGIN_REPAIRED', {}, {key: plaidKey(`f${index}`)}));
  assert.deepEqual([...new Set(answers)].sort(), [401, 503]);
  assert.ok(keysAsked() <= 11, String(keysAsked()));
  assert.equal(await item('LOGIN_REPAIRED', {}, {key}), 200);
  for (const id of ['../item', 'x'.repeat(200), '']) {
    assert.equal(await item('LOGIN_REPAIRED', {}, {key: {...plaidKey(), id}}), 401);
  }
});

test('while the key cannot be had the webhook comes again, and is good then', async t => {
  const {item, vendor, reply} = await setUp(t);
  for (const [status, body, expected] of [
    [500, '', 502],
    [400, {error_type: 'INVALID_INPUT', error_code: 'INVALID_API_KEYS'}, 502],
    [429, {error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'RATE_LIMIT'}, 429],
    [200, {key: {kty: 'RSA'}}, 502],
  ] as const) {
    vendor.reply = () => ({status, body});
    assert.equal(await item('ERROR', {error: loginRequired}), expected);
  }
  vendor.reply = reply;
  assert.equal(await item('ERROR', {error: loginRequired}), 200);
});

test('credentials that depend on a connection need others for webhooks', async t => {
  const key = plaidKey();
  const without = await setUp(t, {keys: [key], options: {secret: () => 'secret_1'}});
  assert.equal(await without.item('LOGIN_REPAIRED'), 404);
  const {vendor} = without;
  const webhook = {clientId: 'client_2', secret: 'secret_2', environment: 'sandbox', baseUrl: vendor.url} as const;
  const given = await setUp(t, {keys: [key], options: {secret: () => 'secret_1', webhook}});
  assert.equal(await given.item('LOGIN_REPAIRED'), 200);
  assert.equal(vendor.seen[0]?.headers['plaid-client-id'], 'client_2');
});

test('a warning is over when a reading shows that the consent was renewed', async t => {
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
