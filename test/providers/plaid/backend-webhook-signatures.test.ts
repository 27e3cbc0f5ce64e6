import assert from 'node:assert/strict';
import {test} from 'node:test';
import {SignJWT, UnsecuredJWT} from 'jose';
import {plaidKey, plaidRequest, plaidWebhook} from '../../backend/webhook-support.js';
import {loginRequired, seconds, setUp} from './backend-webhook-support.js';

test('a body that differs from the signed one, even in whitespace, is refused', async t => {
  const {item, changes} = await setUp(t);
  for (const tamper of [
    (body: string) => body.replace('item_7', 'item_8'),
    (body: string) => JSON.stringify(JSON.parse(body)),
    (body: string) => `${body}\n`,
    () => '',
  ]) {
    assert.equal(await item('ERROR', {error: loginRequired}, {tamper}), 401);
  }
  assert.equal(changes.length, 0);
});

test('a signature with another key, another algorithm or no algorithm is refused', async t => {
  const key = plaidKey();
  const {send, item, keyReads} = await setUp(t, {keys: [key]});
  assert.equal(await item('ERROR', {error: loginRequired}, {signedBy: plaidKey()}), 401);
  const body = '{}';
  const claims = {request_body_sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'};
  const hmac = new SignJWT(claims).setProtectedHeader({alg: 'HS256', kid: 'not-seen-before'}).setIssuedAt();
  const none = new UnsecuredJWT(claims).setIssuedAt().encode();
  const before = keyReads();
  for (const token of [await hmac.sign(new TextEncoder().encode(JSON.stringify(key.jwk))), none, '', 'a.b.c', 'junk']) {
    assert.equal(await send(plaidRequest(body, token)), 401, token);
  }
  assert.equal(keyReads(), before);
  const untimed = await new SignJWT(claims).setProtectedHeader({alg: 'ES256', kid: key.id}).sign(key.privateKey);
  assert.equal(await send(plaidRequest(body, untimed)), 401);
});

test('a signature more than five minutes old is refused', async t => {
  const {item, changes} = await setUp(t);
  for (const issuedAt of [seconds() - 360, seconds() + 360, 0]) {
    assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt}), 401, String(issuedAt));
  }
  assert.equal(changes.length, 0);
  assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt: seconds() - 290}), 200);
});

test('keys are cached by their id, and a new id is fetched', async t => {
  const keys = [plaidKey('old'), plaidKey('new')];
  const {item, keyReads} = await setUp(t, {keys});
  for (const key of [keys[0]!, keys[0]!, keys[1]!, keys[0]!, keys[1]!]) {
    assert.equal(await item('LOGIN_REPAIRED', {}, {key}), 200);
  }
  assert.equal(keyReads(), 2);
});

test('a key that has expired is refused, unlike one that will expire', async t => {
  const expired = plaidKey('expired', seconds() - 10);
  const expiring = plaidKey('expiring', seconds() + 600);
  const {item} = await setUp(t, {keys: [expired, expiring]});
  assert.equal(await item('LOGIN_REPAIRED', {}, {key: expired}), 401);
  assert.equal(await item('LOGIN_REPAIRED', {}, {key: expiring}), 200);
});

test('a key is fetched again after an hour, and refused if it has expired', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const [lasting, ending] = [plaidKey('lasting'), plaidKey('ending')];
  const {item, keyReads} = await setUp(t, {keys: [lasting, ending]});
  const answers = async () => [
    await item('LOGIN_REPAIRED', {}, {key: lasting}),
    await item('LOGIN_REPAIRED', {}, {key: ending}),
  ];
  assert.deepEqual(await answers(), [200, 200]);
  ending.jwk['expired_at'] = seconds() + 60;
  t.mock.timers.tick(3_600_000 - 1);
  assert.equal(await item('LOGIN_REPAIRED', {}, {key: lasting}), 200);
  assert.equal(keyReads(), 2);
  t.mock.timers.tick(1);
  assert.deepEqual(await answers(), [200, 401]);
  assert.equal(keyReads(), 4);
  // Both are cached for another hour.
  assert.deepEqual(await answers(), [200, 401]);
  assert.equal(keyReads(), 4);
});

test('unknown key ids cause a limited number of calls, and valid webhooks are still accepted', async t => {
  const {item, key, keyReads} = await setUp(t);
  assert.equal(await item('LOGIN_REPAIRED', {}, {key}), 200);
  const answers: number[] = [];
  for (let index = 0; index < 30; index += 1)
    answers.push(await item('LOGIN_REPAIRED', {}, {key: plaidKey(`f${index}`)}));
  assert.deepEqual([...new Set(answers)].sort(), [401, 503]);
  assert.ok(keyReads() <= 11, String(keyReads()));
  assert.equal(await item('LOGIN_REPAIRED', {}, {key}), 200);
  for (const id of ['../item', 'x'.repeat(200), '']) {
    assert.equal(await item('LOGIN_REPAIRED', {}, {key: {...plaidKey(), id}}), 401);
  }
});

test('a webhook fails while its key cannot be fetched, and its retry is accepted', async t => {
  const {backend, item, key, vendor, reply} = await setUp(t);
  const rateLimit = {error_type: 'RATE_LIMIT_EXCEEDED', error_code: 'RATE_LIMIT'};
  for (const [status, body, expected, headers, retryAfter] of [
    [500, '', 502, {}, null],
    [503, '', 502, {'retry-after': '9'}, '9'],
    [400, {error_type: 'INVALID_INPUT', error_code: 'INVALID_API_KEYS'}, 502, {}, null],
    [429, rateLimit, 429, {'retry-after': '7'}, '7'],
    // Plaid's limits count per minute.
    [429, rateLimit, 429, {}, '60'],
    [200, {key: {kty: 'RSA'}}, 502, {}, null],
  ] as const) {
    vendor.reply = () => ({status, body, headers});
    const request = await plaidWebhook({
      key,
      body: {webhook_type: 'ITEM', webhook_code: 'ERROR', item_id: 'item_7', error: loginRequired},
    });
    const response = await backend.fetch(request);
    assert.equal(response.status, expected);
    assert.equal(response.headers.get('retry-after'), retryAfter, String(status));
  }
  vendor.reply = reply;
  assert.equal(await item('ERROR', {error: loginRequired}), 200);
});
