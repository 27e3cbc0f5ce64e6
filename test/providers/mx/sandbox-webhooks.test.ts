import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {Sandbox} from '../../../src/sandbox/index.js';
import {receiverFor, type Receiver} from '../../sandbox/receiver.js';
import {advance, call, change, connection, sandboxFor, setVariants, type Json} from '../../sandbox/support.js';
import {basic, members, openWidget, repairOf, userGuid} from './connect.js';

const guid = members.password;
const start = Date.UTC(2030, 0, 1);

async function fixture(t: TestContext): Promise<{sandbox: Sandbox; receiver: Receiver}> {
  const receiver = await receiverFor(t);
  const sandbox = await sandboxFor(t, {webhooks: {mx: receiver.url}, now: () => start});
  return {sandbox, receiver};
}

const deliveries = async (sandbox: Sandbox): Promise<Json[]> =>
  (await call('GET', `${sandbox.url}/control/webhooks`)).body['deliveries'] as Json[];

/** The latest delivery, once it has the given number of attempts. */
async function latest(sandbox: Sandbox, attempts: number): Promise<Json> {
  for (;;) {
    const [delivery] = await deliveries(sandbox);
    if ((delivery?.['attempts'] as Json[] | undefined)?.length === attempts) return delivery as Json;
  }
}

/** The sent events, in order. */
async function eventsOf(sandbox: Sandbox): Promise<unknown[]> {
  return (await deliveries(sandbox)).map(({event}) => event).reverse();
}

test('a status that requires an action is sent in the documented format, with HTTP Basic', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'mx', {status: 'CHALLENGED'});
  const [webhook] = await receiver.first(1);
  const {connection_status_message, ...rest} = webhook?.json ?? {};
  assert.ok(connection_status_message);
  assert.deepEqual(rest, {
    action: 'CHANGED',
    connection_status: 'CHALLENGED',
    connection_status_id: 3,
    member_guid: guid,
    type: 'CONNECTION_STATUS',
    user_guid: userGuid,
  });
  const {webhookUsername, webhookPassword} = await connection(sandbox, 'mx');
  assert.equal(webhook?.headers.authorization, basic(String(webhookUsername), String(webhookPassword)));
});

for (const [webhooks, statuses] of [
  [['CONNECTION_STATUS'], 'PREVENTED CHALLENGED REJECTED LOCKED IMPEDED EXPIRED IMPAIRED'],
  [
    [],
    'CREATED RECONNECTED DEGRADED DISCONNECTED DISCONTINUED CLOSED DELAYED FAILED UPDATED DISABLED IMPORTED RESUMED PENDING',
  ],
  [['AGGREGATION'], 'CONNECTED'],
] as const) {
  test(`webhooks ${webhooks.join() || 'none'} for ${statuses}`, async t => {
    const sandbox = await sandboxFor(t);
    for (const status of statuses.split(' ')) {
      await call('POST', `${sandbox.url}/control/reset`);
      await change(sandbox, 'mx', {status});
      assert.deepEqual(await eventsOf(sandbox), webhooks, status);
    }
  });
}

test('DENIED is sent for a changed status and not for a repeated one', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'DENIED'});
  assert.deepEqual(await eventsOf(sandbox), []);
  await change(sandbox, 'mx', {status: 'FAILED'});
  await change(sandbox, 'mx', {status: 'DENIED'});
  assert.deepEqual(await eventsOf(sandbox), ['CONNECTION_STATUS']);
});

test('a repair is sent as new data, with the widget URL’s callback payload in a header', async t => {
  const {sandbox, receiver} = await fixture(t);
  const payload = Buffer.from('repair-1').toString('base64');
  const widget = await openWidget(sandbox, repairOf(guid), {'X-CALLBACK-PAYLOAD': payload});
  await widget.submit('credentials', {username: 'user_good', password: 'pass_good'});
  await advance(sandbox, 1);
  const [webhook] = await receiver.first(1);
  assert.ok(webhook);
  const {json, headers} = webhook;
  assert.deepEqual(
    [json['type'], json['action'], json['member_guid'], json['user_guid'], json['user_id']],
    ['AGGREGATION', 'member_data_updated', guid, userGuid, 'customer-1'],
  );
  assert.deepEqual([json['completed_at'], json['completed_on']], [start / 1000 + 1, '2030-01-01']);
  assert.equal(headers['x-callback-payload'], payload);
});

test('a wrong password during a repair is sent too', async t => {
  const sandbox = await sandboxFor(t);
  await change(sandbox, 'mx', {status: 'IMPORTED'});
  const widget = await openWidget(sandbox, {...repairOf(guid), update_credentials: true});
  await widget.submit('credentials', {username: 'user_good', password: 'wrong'});
  assert.deepEqual(await eventsOf(sandbox), ['CONNECTION_STATUS']);
});

test('a variant sends CONNECTED as a status', async t => {
  const sandbox = await sandboxFor(t);
  await setVariants(sandbox, {mx: {connectedWebhook: true}});
  await change(sandbox, 'mx', {status: 'CONNECTED'});
  assert.deepEqual(await eventsOf(sandbox), ['CONNECTION_STATUS', 'AGGREGATION']);
});

test('a member that the person deletes is sent as deleted', async t => {
  const {sandbox, receiver} = await fixture(t);
  const widget = await openWidget(sandbox, repairOf(guid));
  await widget.act('delete');
  const [webhook] = await receiver.first(1);
  const member = webhook?.json['member'] as Json;
  assert.deepEqual([webhook?.json['action'], member['guid'], member['user_guid']], ['deleted', guid, userGuid]);
});

test('a rotation changes the password of later deliveries', async t => {
  const {sandbox, receiver} = await fixture(t);
  await change(sandbox, 'mx', {status: 'LOCKED'});
  await latest(sandbox, 1);
  await call('POST', `${sandbox.url}/control/webhooks/mx/rotate`);
  await change(sandbox, 'mx', {status: 'IMPEDED'});
  const [before, after] = await receiver.first(2);
  assert.notEqual(after?.headers.authorization, before?.headers.authorization);
  const {webhookUsername, webhookPassword} = await connection(sandbox, 'mx');
  assert.equal(after?.headers.authorization, basic(String(webhookUsername), String(webhookPassword)));
});

test('a failed delivery is retried twelve times over a day and then given up', async t => {
  const {sandbox, receiver} = await fixture(t);
  receiver.answers.push(...Array<number>(14).fill(500));
  await change(sandbox, 'mx', {status: 'LOCKED'});
  // The longest delay is enough for each retry.
  for (let attempts = 1; attempts <= 12; attempts += 1) {
    assert.equal((await latest(sandbox, attempts))['state'], 'pending');
    await advance(sandbox, 28_320);
  }
  assert.equal((await latest(sandbox, 13))['state'], 'given-up');
  await advance(sandbox, 7 * 86_400);
  assert.equal(receiver.received.length, 13);
});
