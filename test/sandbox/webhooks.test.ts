import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Sandbox, SandboxOptions} from '../../src/sandbox/index.js';
import {startSandbox} from '../../src/sandbox/index.js';
import {nonEphemeralPort} from './ports.js';
import {receiverFor, type Receiver} from './receiver.js';
import {advance, call, change, sandboxFor, standingClock, type Answer, type Json} from './support.js';

const webhooks = (sandbox: Sandbox): Promise<Answer> => call('GET', `${sandbox.url}/control/webhooks`);

const setDestinations = (sandbox: Sandbox, body: unknown): Promise<Answer> =>
  call('PUT', `${sandbox.url}/control/webhooks`, body);

/** Makes Meld send one webhook. */
const degrade = (sandbox: Sandbox, statusReason = 'INTERACTIVE_REFRESH'): Promise<Answer> =>
  change(sandbox, 'meld', {status: 'DEGRADED', statusReason});

/** The latest delivery, once it has reached a state. The sandbox reads the receiver's response later than it is sent. */
async function latest(sandbox: Sandbox, state: string, attempts?: number): Promise<Json> {
  for (;;) {
    const [delivery] = (await webhooks(sandbox)).body['deliveries'] as Json[];
    const made = (delivery?.['attempts'] as Json[] | undefined)?.length;
    if (delivery?.['state'] === state && (attempts === undefined || made === attempts)) return delivery;
  }
}

async function fixture(t: TestContext, options: SandboxOptions = {}): Promise<{sandbox: Sandbox; receiver: Receiver}> {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {meld: receiver.url}, ...options});
  return {sandbox, receiver};
}

test('a webhook is sent to the initial URL and listed with its attempt', async t => {
  const {sandbox, receiver} = await fixture(t);
  await degrade(sandbox);
  const [first] = await receiver.first(1);
  assert.equal(first?.headers['content-type'], 'application/json');
  const delivery = await latest(sandbox, 'delivered');
  assert.deepEqual(
    [delivery['provider'], delivery['event'], delivery['url'], delivery['body']],
    ['meld', 'BANK_LINKING_CONNECTION_STATUS_CHANGE', receiver.url, first?.body],
  );
  const [attempt] = delivery['attempts'] as Json[];
  assert.deepEqual([attempt?.['status'], attempt?.['error']], [200, null]);
});

test('without a URL a webhook is kept, and can be sent once there is one', async t => {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t);
  await degrade(sandbox);
  const {id} = await latest(sandbox, 'unsent', 0);
  await setDestinations(sandbox, {meld: receiver.url});
  const {status} = await call('POST', `${sandbox.url}/control/webhooks/${String(id)}/redeliver`);
  assert.equal(status, 202);
  await receiver.first(1);
  assert.equal((await latest(sandbox, 'delivered', 1))['id'], id);
});

test('the control API sets and removes a URL; null stops the webhooks', async t => {
  const {sandbox, receiver} = await fixture(t);
  const {body} = await setDestinations(sandbox, {meld: null});
  assert.equal((body['destinations'] as Record<string, Json>)['meld']?.['url'], null);
  await degrade(sandbox);
  await latest(sandbox, 'unsent', 0);
  assert.deepEqual(receiver.received, []);
});

test('a failed delivery is retried on the vendor’s schedule as the clock advances', async t => {
  const {sandbox, receiver} = await fixture(t, standingClock);
  receiver.answers.push(500, 204);
  await degrade(sandbox);
  await latest(sandbox, 'pending', 1);
  await advance(sandbox, 59);
  assert.equal(receiver.received.length, 1);
  await advance(sandbox, 1);
  // Only a 200 is a success for Meld.
  await latest(sandbox, 'pending', 2);
  await advance(sandbox, 119);
  assert.equal(receiver.received.length, 2);
  await advance(sandbox, 1);
  const {attempts} = await latest(sandbox, 'delivered', 3);
  assert.deepEqual(
    (attempts as Json[]).map(({status}) => status),
    [500, 204, 200],
  );
  assert.equal(new Set(receiver.received.map(({body}) => body)).size, 1);
});

test('a retry uses the present URL, and is not sent when it is removed', async t => {
  const {sandbox, receiver} = await fixture(t);
  const other = await receiverFor(t);
  receiver.answers.push(500);
  other.answers.push(500);
  await degrade(sandbox);
  await latest(sandbox, 'pending', 1);
  await setDestinations(sandbox, {meld: other.url});
  await advance(sandbox, 60);
  await latest(sandbox, 'pending', 2);
  await setDestinations(sandbox, {meld: null});
  await advance(sandbox, 120);
  await latest(sandbox, 'unsent', 2);
  assert.deepEqual([receiver.received.length, other.received.length], [1, 1]);
});

test('a redirect is not followed, and an unreachable receiver is an attempt without a status', async t => {
  const {sandbox, receiver} = await fixture(t);
  receiver.answers.push(302);
  await degrade(sandbox);
  await latest(sandbox, 'pending', 1);
  assert.equal(receiver.received.length, 1);
  await setDestinations(sandbox, {meld: `http://127.0.0.1:${await nonEphemeralPort()}`});
  await degrade(sandbox, 'INSTITUTION_ACTION_REQUIRED');
  const [attempt] = (await latest(sandbox, 'pending', 1))['attempts'] as Json[];
  assert.equal(attempt?.['status'], null);
  assert.match(String(attempt?.['error']), /ECONNREFUSED/);
});

test('webhooks arrive in the order in which they were sent', async t => {
  const {sandbox, receiver} = await fixture(t);
  const reasons = ['INTERACTIVE_REFRESH', 'INSTITUTION_ACTION_REQUIRED', 'INSTITUTION_CURRENTLY_UNAVAILABLE'];
  for (const reason of reasons) await degrade(sandbox, reason);
  const received = await receiver.first(3);
  assert.deepEqual(
    received.map(({json}) => (json['payload'] as Json)['reason']),
    reasons,
  );
});

test('a rotation creates a secret that the control API shows; a reset restores the initial one', async t => {
  const {sandbox} = await fixture(t);
  const secretOf = async () =>
    ((await webhooks(sandbox)).body['destinations'] as Record<string, Json>)['meld']?.['secret'];
  const before = await secretOf();
  const {body} = await call('POST', `${sandbox.url}/control/webhooks/meld/rotate`);
  assert.notEqual(body['secret'], before);
  assert.equal(await secretOf(), body['secret']);
  await call('POST', `${sandbox.url}/control/reset`);
  assert.equal(await secretOf(), before);
  assert.deepEqual((await webhooks(sandbox)).body['deliveries'], []);
});

test('a reset cancels retries and restores the initial URL', async t => {
  const {sandbox, receiver} = await fixture(t);
  receiver.answers.push(500);
  await degrade(sandbox);
  await latest(sandbox, 'pending', 1);
  await setDestinations(sandbox, {meld: null});
  const {body} = await call('POST', `${sandbox.url}/control/reset`);
  const {destinations} = body['webhooks'] as Record<string, Record<string, Json>>;
  assert.equal(destinations?.['meld']?.['url'], receiver.url);
  await advance(sandbox, 3600);
  await degrade(sandbox, 'INSTITUTION_ACTION_REQUIRED');
  const [, second] = await receiver.first(2);
  assert.equal((second?.json['payload'] as Json)['reason'], 'INSTITUTION_ACTION_REQUIRED');
});

test('only the latest deliveries are kept', async t => {
  const sandbox = await sandboxFor(t);
  for (let count = 0; count < 105; count += 1) {
    await degrade(sandbox);
    await degrade(sandbox, 'INSTITUTION_ACTION_REQUIRED');
  }
  const deliveries = (await webhooks(sandbox)).body['deliveries'] as Json[];
  assert.equal(deliveries.length, 200);
});

test('unknown vendors, URLs and deliveries are refused and change nothing', async t => {
  const {sandbox, receiver} = await fixture(t);
  for (const body of [
    {unknown: 'http://localhost/'},
    {constructor: 'http://localhost/'},
    {meld: 'not a URL'},
    {meld: 'file:///etc/passwd'},
    {meld: 7},
    {plaid: 'http://localhost/', meld: ''},
  ]) {
    const {status, body: answer} = await setDestinations(sandbox, body);
    assert.equal(status, 400, JSON.stringify(body));
    assert.equal(typeof answer['error'], 'string');
  }
  const {meld, plaid} = (await webhooks(sandbox)).body['destinations'] as Record<string, Json>;
  assert.deepEqual([meld?.['url'], plaid?.['url']], [receiver.url, null]);
  assert.equal((await call('POST', `${sandbox.url}/control/webhooks/unknown/rotate`)).status, 400);
  assert.equal((await call('POST', `${sandbox.url}/control/webhooks/nothing/redeliver`)).status, 404);
  await assert.rejects(startSandbox({port: 0, webhooks: {meld: 'nowhere'}}), /must be an http or https URL/);
});
