import assert from 'node:assert/strict';
import {test} from 'node:test';
import {SignJWT, UnsecuredJWT} from 'jose';
import {plaidKey, plaidRequest, plaidWebhook} from '../../backend/webhook-support.js';
import {loginRequired, seconds, setUp} from './backend-webhook-support.js';

test('a body that was changed, by as much as a blank, is refused', async t => {
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
  const {item, changes} = await setUp(t);
  for (const issuedAt of [seconds() - 360, seconds() + 360, 0]) {
    assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt}), 401, String(issuedAt));
  }
  assert.equal(changes.length, 0);
  assert.equal(await item('ERROR', {error: loginRequired}, {issuedAt: seconds() - 290}), 200);
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

test('a key is asked for again after an hour, and refused if it has expired by then', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const [lasting, ending] = [plaidKey('lasting'), plaidKey('ending')];
  const {item, keysAsked} = await setUp(t, {keys: [lasting, ending]});
  const answers = async () => [
    await item('LOGIN_REPAIRED', {}, {key: lasting}),
    await item('LOGIN_REPAIRED', {}, {key: ending}),
  ];
  assert.deepEqual(await answers(), [200, 200]);
  ending.jwk['expired_at'] = seconds() + 60;
  t.mock.timers.tick(3_600_000 - 1);
  assert.equal(await item('LOGIN_REPAIRED', {}, {key: lasting}), 200);
  assert.equal(keysAsked(), 2);
  t.mock.timers.tick(1);
  assert.deepEqual(await answers(), [200, 401]);
  assert.equal(keysAsked(), 4);
  // Both are kept for another hour.
  assert.deepEqual(await answers(), [200, 401]);
  assert.equal(keysAsked(), 4);
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
