import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {test, type TestContext} from 'node:test';
import type {Sandbox, SandboxOptions} from '../../../src/sandbox/index.js';
import {receiverFor, type Received, type Receiver} from '../../sandbox/receiver.js';
import {advance, call, sandboxFor, setVariants, standingClock, type Json} from '../../sandbox/support.js';
import {changeConnection, mutate, plaidConnection, profileId} from './sandbox-support.js';

interface Stage {
  readonly sandbox: Sandbox;
  readonly receiver: Receiver;
}

/** A sandbox with a receiver for Quiltt's webhooks. */
async function stageFor(t: TestContext, options: SandboxOptions = {}): Promise<Stage> {
  const receiver = await receiverFor(t);
  return {receiver, sandbox: await sandboxFor(t, {webhooks: {quiltt: receiver.url}, ...options})};
}

const eventsOf = ({json}: Received): Json[] => json['events'] as Json[];

const typesOf = (received: readonly Received[]): unknown[] =>
  received.map(delivery => eventsOf(delivery).map(({type}) => type)).flat();

test('a delivery has the documented format and is signed over version, time and raw body', async t => {
  const {sandbox, receiver} = await stageFor(t);
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_INSTITUTION'});
  const [delivery] = (await receiver.first(1)) as [Received];
  const {json, headers, body} = delivery;
  assert.deepEqual(Object.keys(json), ['environment', 'eventTypes', 'events']);
  assert.deepEqual(json['eventTypes'], ['connection.synced.errored.institution']);
  assert.equal((json['environment'] as Json)['mode'], 'SANDBOX');
  const [event] = eventsOf(delivery) as [Json];
  assert.match(String(event['id']), /^evt_\w+$/);
  assert.equal((event['profile'] as Json)['id'], profileId);
  const record = event['record'] as Json;
  assert.deepEqual(
    [record['id'], record['status'], record['provider']],
    [plaidConnection, 'ERROR_INSTITUTION', 'PLAID'],
  );
  const timestamp = String(headers['quiltt-timestamp']);
  assert.ok(Math.abs(Number(timestamp) - Date.now() / 1000) < 60, timestamp);
  const {body: webhooks} = await call('GET', `${sandbox.url}/control/webhooks`);
  const {secret} = (webhooks['destinations'] as {quiltt: {secret: string}}).quiltt;
  const expected = createHmac('sha256', secret).update('1').update(timestamp).update(body).digest('base64');
  assert.equal(headers['quiltt-signature'], expected);
});

for (const [status, type] of [
  ['ERROR_REPAIRABLE', 'connection.synced.errored.repairable'],
  ['ERROR_INSTITUTION', 'connection.synced.errored.institution'],
  ['ERROR_PROVIDER', 'connection.synced.errored.provider'],
  ['ERROR_SERVICE', 'connection.synced.errored.service'],
  ['DISCONNECTED', 'connection.disconnected'],
] as const) {
  test(`a connection that becomes ${status} sends ${type}`, async t => {
    const {sandbox, receiver} = await stageFor(t);
    await changeConnection(sandbox, plaidConnection, {status: 'SYNCING'});
    await changeConnection(sandbox, plaidConnection, {status});
    assert.deepEqual(typesOf(await receiver.first(1)), [type]);
  });
}

test('the guide’s simulated error is sent as repairable', async t => {
  const {sandbox, receiver} = await stageFor(t);
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  await mutate(sandbox, 'connectionSimulateError', {id: plaidConnection}, 'success');
  const [, delivery] = await receiver.first(2);
  assert.deepEqual(typesOf([delivery as Received]), ['connection.synced.errored.repairable']);
});

test('a success is sent with the events of the accounts, unless a variant omits them', async t => {
  const {sandbox, receiver} = await stageFor(t);
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  await setVariants(sandbox, {quiltt: {webhookBatches: false}});
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCING'});
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  const [batch, single] = (await receiver.first(2)) as [Received, Received];
  assert.deepEqual(typesOf([batch]), ['connection.synced.successful', 'balance.created', 'balance.created']);
  assert.deepEqual(batch.json['eventTypes'], ['connection.synced.successful', 'balance.created']);
  assert.deepEqual(typesOf([single]), ['connection.synced.successful']);
  const ids = [...eventsOf(batch), ...eventsOf(single)].map(({id}) => id);
  assert.equal(new Set(ids).size, 4);
});

test('a first sync sends its two parts', async t => {
  const {sandbox, receiver} = await stageFor(t);
  await setVariants(sandbox, {quiltt: {webhookBatches: false}});
  await changeConnection(sandbox, plaidConnection, {status: 'INITIALIZING'});
  await changeConnection(sandbox, plaidConnection, {status: 'SYNCED'});
  assert.deepEqual(typesOf(await receiver.first(1)), [
    'connection.synced.successful.initial',
    'connection.synced.successful.historical',
  ]);
});

test('truncated records have an id and no status', async t => {
  const {sandbox, receiver} = await stageFor(t);
  await setVariants(sandbox, {quiltt: {truncatedWebhooks: true}});
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_SERVICE'});
  const [delivery] = (await receiver.first(1)) as [Received];
  assert.deepEqual(eventsOf(delivery)[0]?.['record'], {id: plaidConnection});
});

test('a failed delivery is retried with the same event and a new signature, with growing delays', async t => {
  const {sandbox, receiver} = await stageFor(t, standingClock);
  receiver.answers.push(500, 503, 204);
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_SERVICE'});
  const attempts = async (): Promise<Json> => {
    const {body} = await call('GET', `${sandbox.url}/control/webhooks`);
    return (body['deliveries'] as Json[])[0] as Json;
  };
  const seen = async (count: number) => {
    while (((await attempts())['attempts'] as unknown[]).length < count) await receiver.first(count);
  };
  await seen(1);
  await advance(sandbox, 10);
  await seen(2);
  await advance(sandbox, 19);
  assert.equal(receiver.received.length, 2, 'the second pause is longer');
  await advance(sandbox, 1);
  await seen(3);
  assert.equal((await attempts())['state'], 'delivered');
  assert.equal(new Set(receiver.received.map(({body}) => body)).size, 1);
  for (const {headers, body} of receiver.received) {
    const signed = `1${String(headers['quiltt-timestamp'])}${body}`;
    const expected = createHmac('sha256', 'sandbox_quiltt_webhook_secret').update(signed).digest('base64');
    assert.equal(headers['quiltt-signature'], expected);
  }
});

test('a delivery is given up after twenty retries', async t => {
  const {sandbox, receiver} = await stageFor(t);
  receiver.answers.push(...Array.from({length: 40}, () => 500));
  await changeConnection(sandbox, plaidConnection, {status: 'ERROR_SERVICE'});
  const delivery = async (): Promise<Json> => {
    const {body} = await call('GET', `${sandbox.url}/control/webhooks`);
    return (body['deliveries'] as Json[])[0] as Json;
  };
  for (;;) {
    const {state} = await delivery();
    if (state === 'given-up') break;
    await advance(sandbox, 6 * 3_600);
  }
  assert.equal(receiver.received.length, 21);
});
