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

/** Completes a repair in the widget. */
async function repair(sandbox: Sandbox): Promise<void> {
  const meld = sandbox.origins['meld'] ?? '';
  const {body} = await call('POST', `${meld}/bank-linking/connect/repair`, {connectionId: id}, authorization);
  const session = (await call('POST', `${meld}/session`, {connectToken: body['connectToken']})).body;
  await signIn(meld, (session['signIn'] as Json)['id'], 'user_good', 'pass_good');
}

const typesOf = (received: readonly Received[]): unknown[] => received.map(({json}) => json['eventType']);

const secretOf = async (sandbox: Sandbox): Promise<string> =>
  String((await connection(sandbox, 'meld'))['webhookSecret']);

/** The signature by Meld's documentation, computed independently of the stand-in. */
function signatureOf({url, headers, body}: Received, secret: string): string {
  const signed = [String(headers['meld-signature-timestamp']), url, body].join('.');
  const mac = createHmac('sha256', secret).update(signed, 'utf8').digest('base64url');
  return mac.padEnd(Math.ceil(mac.length / 4) * 4, '=');
}

test('a repair sends the completion, and later the change of the status', async t => {
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

test('a repair without effect only sends the completion', async t => {
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

test('a manual change only sends the change of the status, and an equal status sends nothing', async t => {
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

test('a deletion is sent once, from the API or the control API', async t => {
  const {sandbox, receiver} = await fixture(t);
  const url = `${sandbox.origins['meld']}/bank-linking/connections/${id}`;
  assert.equal((await fetch(url, {method: 'DELETE'})).status, 401);
  assert.equal((await fetch(url, {method: 'DELETE', headers: authorization})).status, 204);
  assert.equal((await call('GET', url, undefined, authorization)).body['status'], 'DELETED');
  assert.equal((await fetch(`${url}x`, {method: 'DELETE', headers: authorization})).status, 404);
  // A reset aborts running deliveries.
  await receiver.first(1);
  await call('POST', `${sandbox.url}/control/reset`);
  await change(sandbox, 'meld', {status: 'DELETED'});
  await receiver.first(2);
  assert.deepEqual(typesOf(receiver.received), Array(2).fill('BANK_LINKING_CONNECTION_DELETED'));
});

test('a variant also sends the older webhook', async t => {
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

test('the signature is over timestamp, URL and raw body, with the present secret', async t => {
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

test('a retry has its count and reason, and is signed with its own or the first timestamp', async t => {
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
    // The sandbox schedules the retry after it has read the response.
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

test('a delivery is retried for three days', async t => {
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
  // Six retries with growing delays, then one per hour.
  assert.ok(hours > 70 && hours <= 78, String(hours));
});

/** The state of the latest delivery, once it has the given number of attempts. */
async function attempted(sandbox: Sandbox, count = 1): Promise<{state: unknown; attempts: number}> {
  for (;;) {
    const {body} = await call('GET', `${sandbox.url}/control/webhooks`);
    const [delivery] = body['deliveries'] as Json[];
    const {length} = (delivery?.['attempts'] ?? []) as Json[];
    if (length >= count) return {state: delivery?.['state'], attempts: length};
  }
}
