import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {test, type TestContext} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {receiverFor, type Received, type Receiver} from '../../sandbox/receiver.js';
import {advance, call, change, connection, sandboxFor, setVariants, signIn, type Json} from '../../sandbox/support.js';

const id = 'connMeridianTrust1';
const authorization = {Authorization: 'BASIC sandbox_api_key'};

async function fixture(t: TestContext): Promise<{sandbox: Sandbox; receiver: Receiver}> {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {meld: receiver.url}});
  return {sandbox, receiver};
}

/** Goes through the widget. */
async function repair(sandbox: Sandbox): Promise<void> {
  const meld = sandbox.origins['meld'] ?? '';
  const {body} = await call('POST', `${meld}/bank-linking/connect/repair`, {connectionId: id}, authorization);
  const session = (await call('POST', `${meld}/session`, {connectToken: body['connectToken']})).body;
  await signIn(meld, (session['signIn'] as Json)['id'], 'user_good', 'pass_good');
}

const typesOf = (received: readonly Received[]): unknown[] => received.map(({json}) => json['eventType']);

const secretOf = async (sandbox: Sandbox): Promise<string> =>
  String((await connection(sandbox, 'meld'))['webhookSecret']);

/** What Meld's documentation says the signature is, worked out apart from the stand-in. */
function signatureOf({url, headers, body}: Received, secret: string): string {
  const signed = [String(headers['meld-signature-timestamp']), url, body].join('.');
  const mac = createHmac('sha256', secret).update(signed, 'utf8').digest('base64url');
  return mac.padEnd(Math.ceil(mac.length / 4) * 4, '=');
}

test('a repair sends the completion, then the change of status when that comes', async t => {
  const {sandbox, receiver} = await fixture(t);
  await setVariants(sandbox, {meld: {statusLagSeconds: 30}});
  await repair(sandbox);
  await receiver.first(1);
  await advance(sandbox, 30);
  const [completed, changed] = await receiver.first(2);
  assert.deepEqual(typesOf(receiver.received), [
    'BANK_LINKING_CONNECTION_COMPLETED',
    'BANK_LINKING_CONNECTION_STATUS_CHANGE',
  ]);
  for (const received of [completed, changed]) {
    assert.deepEqual(Object.keys(received?.json ?? {}), [
      'eventType',
      'eventId',
      'timestamp',
      'accountId',
      'profileId',
      'version',
      'payload',
    ]);
    const payload = received?.json['payload'] as Json;
    assert.deepEqual([payload['connectionId'], payload['institutionId']], [id, 'instMeridianTrust01']);
  }
  const payload = changed?.json['payload'] as Json;
  assert.deepEqual(
    [payload['oldStatus'], payload['newStatus'], payload['reason']],
    ['RECONNECT_REQUIRED', 'ACTIVE', null],
  );
});

test('a repair that leaves it broken sends the completion alone', async t => {
  const {sandbox, receiver} = await fixture(t);
  await setVariants(sandbox, {meld: {statusLagSeconds: 0}});
  await change(sandbox, 'meld', {repairOutcome: 'still-broken'});
  await repair(sandbox);
  await change(sandbox, 'meld', {status: 'DEGRADED'});
  await receiver.first(2);
  assert.deepEqual(typesOf(receiver.received), [
    'BANK_LINKING_CONNECTION_COMPLETED',
    'BANK_LINKING_CONNECTION_STATUS_CHANGE',
  ]);
});

test('a connection that heals by itself sends the change of status alone; what changes nothing sends nothing', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'meld', {status: 'ACTIVE'});
  await change(sandbox, 'meld', {status: 'ACTIVE'});
  await change(sandbox, 'meld', {bank: 'oauth'});
  await change(sandbox, 'meld', {statusReason: 'ACCESS_EXPIRING_SOON'});
  const received = await receiver.first(2);
  assert.deepEqual(
    received.map(({json}) => [json['eventType'], (json['payload'] as Json)['reason']]),
    [
      ['BANK_LINKING_CONNECTION_STATUS_CHANGE', null],
      ['BANK_LINKING_CONNECTION_STATUS_CHANGE', 'ACCESS_EXPIRING_SOON'],
    ],
  );
});

test('a deletion is told once, by the API or by the control API', async t => {
  const {sandbox, receiver} = await fixture(t);
  const url = `${sandbox.origins['meld']}/bank-linking/connections/${id}`;
  assert.equal((await fetch(url, {method: 'DELETE'})).status, 401);
  assert.equal((await fetch(url, {method: 'DELETE', headers: authorization})).status, 204);
  assert.equal((await call('GET', url, undefined, authorization)).body['status'], 'DELETED');
  assert.equal((await fetch(`${url}x`, {method: 'DELETE', headers: authorization})).status, 404);
  // A reset ends what is still being sent.
  await receiver.first(1);
  await call('POST', `${sandbox.url}/control/reset`);
  await change(sandbox, 'meld', {status: 'DELETED'});
  await receiver.first(2);
  assert.deepEqual(typesOf(receiver.received), Array(2).fill('BANK_LINKING_CONNECTION_DELETED'));
});

test('the older webhook comes beside the newer one where that is asked for', async t => {
  const {sandbox, receiver} = await fixture(t);
  await setVariants(sandbox, {meld: {olderWebhooks: true}});
  await change(sandbox, 'meld', {status: 'ACTIVE'});
  await change(sandbox, 'meld', {status: 'RECONNECT_REQUIRED', statusReason: 'TOKEN_EXPIRED'});
  const received = await receiver.first(3);
  assert.deepEqual(typesOf(received).slice(1), [
    'BANK_LINKING_CONNECTION_STATUS_CHANGE',
    'BANK_LINKING_CUSTOMER_ACTION_REQUIRED',
  ]);
});

test('the signature is over timestamp, URL and raw body, with the secret that a rotation changes', async t => {
  const {sandbox, receiver} = await fixture(t);
  const first = await secretOf(sandbox);
  await change(sandbox, 'meld', {status: 'ACTIVE'});
  const [before] = await receiver.first(1);
  assert.ok(before);
  assert.equal(before.headers['meld-signature'], signatureOf(before, first));
  assert.match(String(before.headers['meld-signature']), /^[\w-]+={0,2}$/);
  assert.ok(Math.abs(Date.parse(String(before.headers['meld-signature-timestamp'])) - Date.now()) < 60_000);
  await call('POST', `${sandbox.url}/control/webhooks/meld/rotate`);
  const second = await secretOf(sandbox);
  await change(sandbox, 'meld', {status: 'DEGRADED'});
  const [, after] = await receiver.first(2);
  assert.ok(after);
  assert.equal(after.headers['meld-signature'], signatureOf(after, second));
  assert.notEqual(after.headers['meld-signature'], signatureOf(after, first));
});

test('a retry says how often and why, and is signed anew or with the first timestamp', async t => {
  let now = Date.parse('2026-03-01T12:00:00Z');
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {meld: receiver.url}, now: () => now});
  const secret = await secretOf(sandbox);
  for (const [variant, seconds] of [
    ['fresh', 300],
    ['original', 0],
  ] as const) {
    await call('POST', `${sandbox.url}/control/reset`);
    await setVariants(sandbox, {meld: {retrySignature: variant}});
    const start = receiver.received.length;
    receiver.answers.push(503);
    await change(sandbox, 'meld', {status: 'ACTIVE'});
    await receiver.first(start + 1);
    // The answer is read after it was given; until then there is nothing to retry.
    await attempted(sandbox);
    now += 300_000;
    await advance(sandbox, 0);
    const [first, retry] = (await receiver.first(start + 2)).slice(start);
    assert.ok(first && retry);
    assert.deepEqual([first.headers['meld-retry-count'], first.headers['meld-retry-reason']], [undefined, undefined]);
    assert.deepEqual([retry.headers['meld-retry-count'], retry.headers['meld-retry-reason']], ['1', 'HTTP 503']);
    assert.equal(retry.body, first.body);
    assert.equal(retry.headers['meld-signature'], signatureOf(retry, secret));
    const times = [first, retry].map(({headers}) => Date.parse(String(headers['meld-signature-timestamp'])));
    assert.equal((times[1] ?? 0) - (times[0] ?? 0), seconds * 1000);
  }
});

test('it is retried for three days, and not a day longer', async t => {
  const {sandbox, receiver} = await fixture(t);
  receiver.answers.push(...(Array(200).fill(500) as number[]));
  await change(sandbox, 'meld', {status: 'ACTIVE'});
  let hours = 0;
  for (let made = 1; ; made += 1) {
    const {state, attempts} = await attempted(sandbox, made);
    assert.equal(attempts, made);
    if (state === 'given-up') break;
    await advance(sandbox, 3600);
    hours += 1;
  }
  // Six quick ones, then one an hour.
  assert.ok(hours > 70 && hours <= 78, String(hours));
});

/** How far the latest delivery has come, as soon as it has so many attempts. */
async function attempted(sandbox: Sandbox, count = 1): Promise<{state: unknown; attempts: number}> {
  for (;;) {
    const {body} = await call('GET', `${sandbox.url}/control/webhooks`);
    const [delivery] = body['deliveries'] as Json[];
    const {length} = (delivery?.['attempts'] ?? []) as Json[];
    if (length >= count) return {state: delivery?.['state'], attempts: length};
  }
}
