import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {
  Provider,
  QuilttConnection,
  QuilttWebhookOptions,
  RepairBackendOptions,
  StatusChange,
} from '../../../src/backend/index.js';
import {json, own, recordingLogger, statusRequest, tokenRequest} from '../../backend/support.js';
import {backendOf, record, startQuiltt} from './backend-support.js';

const secret = 'hook-secret-1';
const now = () => Math.floor(Date.now() / 1000);

/** A delivery in the format that receivers of Quiltt's webhooks describe. */
interface Delivery {
  body?: string;
  secret?: string;
  /** Seconds since the epoch. */
  timestamp?: number | string;
  signature?: string;
}

let count = 0;

const event = (type: string, more: object = {}) => ({
  id: `evt_${++count}`,
  type,
  at: new Date().toISOString(),
  profile: {id: 'p_1'},
  record: {id: 'conn_1', status: 'ERROR_REPAIRABLE', provider: 'PLAID'},
  ...more,
});

const deliveryOf = (...events: unknown[]) =>
  JSON.stringify({environment: {id: 'env_1', mode: 'SANDBOX'}, eventTypes: [], events});

function signed({body = deliveryOf(), secret: key = secret, timestamp = now(), signature}: Delivery): Request {
  const computed = createHmac('sha256', key).update(`1${timestamp}${body}`).digest('base64');
  return new Request(`${own}/api/bank/webhooks/quiltt`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'quiltt-signature': signature ?? computed,
      'quiltt-timestamp': String(timestamp),
    },
    body,
  });
}

async function host(
  t: TestContext,
  webhook: Partial<QuilttWebhookOptions> = {},
  more: Partial<RepairBackendOptions<Provider<QuilttConnection>>> = {},
) {
  const script = await startQuiltt(t);
  const changes: StatusChange<QuilttConnection>[] = [];
  const backend = backendOf(
    script,
    {webhook: {secret, ...webhook}},
    {onStatusChange: change => void changes.push(change), ...more},
  );
  const send = async (delivery: Delivery = {}) => (await backend.fetch(signed(delivery))).status;
  const statuses = () => changes.map(({status}) => status);
  return {script, backend, changes, statuses, send};
}

test('the status of an event follows from its type, not from its record', async t => {
  for (const [type, status, health] of [
    ['connection.synced.errored.repairable', 'ERROR_REPAIRABLE', 'needs-person'],
    ['connection.synced.errored.institution', 'ERROR_INSTITUTION', 'needs-waiting'],
    ['connection.synced.errored.provider', 'ERROR_PROVIDER', 'needs-waiting'],
    ['connection.synced.errored.service', 'ERROR_SERVICE', 'needs-waiting'],
    ['connection.synced.successful', 'SYNCED', 'healthy'],
    ['connection.synced.successful.initial', 'SYNCED', 'healthy'],
    ['connection.synced.successful.historical', 'SYNCED', 'healthy'],
    ['connection.disconnected', 'DISCONNECTED', 'needs-person'],
  ] as const) {
    for (const cut of [{}, {record: {id: 'conn_1'}}]) {
      const {script, send, changes} = await host(t);
      assert.equal(await send({body: deliveryOf(event(type, cut))}), 200, type);
      assert.deepEqual([changes[0]?.status, changes[0]?.health, changes[0]?.source], [status, health, 'webhook']);
      assert.equal(changes[0]?.providerConnectionId, 'conn_1');
      // No call is necessary.
      assert.equal(script.vendor.seen.length, 0);
    }
  }
});

test('an unknown kind of error causes a read of the connection', async t => {
  const {script, send, statuses} = await host(t);
  script.connections['conn_1'] = record('ERROR_NEW');
  assert.equal(await send({body: deliveryOf(event('connection.synced.errored.new'))}), 200);
  assert.equal(script.vendor.seen.length, 1);
  assert.deepEqual(statuses(), ['ERROR_NEW']);
});

test('a webhook without a valid signature is refused', async t => {
  const {send, changes} = await host(t);
  const body = deliveryOf(event('connection.disconnected'));
  const other = body.replace('conn_1', 'conn_2');
  const signatureOf = (text: string) => createHmac('sha256', secret).update(text).digest('base64');
  for (const wrong of [
    {body, secret: 'another'},
    // A changed body, timestamp or whitespace.
    {body: other, signature: signatureOf(`1${now()}${body}`)},
    {body, signature: signatureOf(`1${now() - 1}${body}`)},
    {body: `${body} `, signature: signatureOf(`1${now()}${body}`)},
    // Other schemes.
    {body, signature: signatureOf(body)},
    {body, signature: signatureOf(`${now()}${body}`)},
    {body, signature: createHmac('sha256', secret).update(`1${now()}${body}`).digest('hex')},
    {body, signature: ''},
    {body, signature: '!'},
  ]) {
    assert.equal(await send(wrong), 401, JSON.stringify(wrong));
  }
  assert.deepEqual(changes, []);
});

test('the log tells a wrong secret, a wrong clock and the host’s own verification apart', async t => {
  const logger = recordingLogger();
  const {send} = await host(t, {}, {logger});
  const own = await host(t, {verify: () => false}, {logger});
  await send({secret: 'another'});
  await send({timestamp: now() + 3600});
  await send({timestamp: now() - 3600});
  await own.send({});
  assert.deepEqual(
    logger.lines.map(({fields}) => String(fields['note']).replace(/3(599|600|601) s/, '1 h')),
    [
      'The signature does not match.',
      'The timestamp is 1 h in the future. The limit is 300 s.',
      'The timestamp is 1 h old. The limit is 300 s.',
      'webhook.verify of quiltt refused the webhook.',
    ],
  );
});

test('an old timestamp is refused beyond the tolerance', async t => {
  const body = deliveryOf(event('connection.disconnected'));
  const strict = await host(t);
  for (const timestamp of [now() - 310, now() + 310, 0, 'soon', '', new Date(0).toISOString()]) {
    assert.equal(await strict.send({body, timestamp}), 401, String(timestamp));
  }
  assert.equal(await strict.send({body, timestamp: now() - 290}), 200);
  const lenient = await host(t, {tolerance: 3_600_000});
  assert.equal(await lenient.send({body, timestamp: now() - 3000}), 200);
  assert.deepEqual(lenient.statuses(), ['DISCONNECTED']);
});

test('a repeated event is ignored, even days later', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const {send, statuses} = await host(t);
  const broken = event('connection.synced.errored.repairable');
  const body = deliveryOf(broken);
  assert.equal(await send({body}), 200);
  assert.equal(await send({body}), 200);
  assert.equal(await send({body: deliveryOf(event('connection.synced.successful'))}), 200);
  t.mock.timers.tick(6 * 24 * 3_600_000);
  assert.equal(await send({body: deliveryOf({...broken, at: new Date().toISOString()})}), 200);
  assert.deepEqual(statuses(), ['ERROR_REPAIRABLE', 'SYNCED']);
});

test('a late retry is applied unless there is a newer status', async t => {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const late = deliveryOf(event('connection.synced.errored.repairable', {at: hourAgo}));
  const first = await host(t);
  assert.equal(await first.send({body: late}), 200);
  assert.deepEqual(first.statuses(), ['ERROR_REPAIRABLE']);
  const second = await host(t);
  assert.equal(await second.send({body: deliveryOf(event('connection.synced.successful'))}), 200);
  assert.equal(await second.send({body: late}), 200);
  assert.deepEqual(second.statuses(), ['SYNCED']);
});

test('both secrets are accepted during a rotation, and only the new one afterwards', async t => {
  const during = await host(t, {secret: [secret, 'hook-secret-2']});
  assert.equal(await during.send(), 200);
  assert.equal(await during.send({secret: 'hook-secret-2'}), 200);
  assert.equal(await during.send({secret: 'hook-secret-3'}), 401);
  const after = await host(t, {secret: 'hook-secret-2'});
  assert.equal(await after.send(), 401);
  assert.equal(await after.send({secret: 'hook-secret-2'}), 200);
});

test('unknown connections and events are accepted', async t => {
  const {script, send, statuses} = await host(
    t,
    {},
    {
      findByProviderId: ({providerConnectionId}) =>
        providerConnectionId === 'conn_1' ? {provider: 'quiltt', connectionId: 'conn_1', profileId: 'p_1'} : null,
    },
  );
  const ignored = [
    event('connection.disconnected', {record: {id: 'conn_9'}}),
    event('connection.disconnected', {record: {}}),
    event('connection.disconnected', {record: 'invalid'}),
    event('connection.created'),
    event('connection.synced.successfully'),
    event('account.reconnected', {record: {id: 'conn_1'}}),
    event('constructor'),
    {type: 7, id: {}, at: []},
    'invalid',
  ];
  for (const body of [deliveryOf(...ignored), '{}', '[]', 'null', '7', '{"events":{}}']) {
    assert.equal(await send({body}), 200, body);
  }
  assert.equal(await send({body: 'not JSON'}), 400);
  assert.deepEqual(statuses(), []);
  assert.equal(script.vendor.seen.length, 0);
});

test('the retry of a delivery applies only the events that failed', async t => {
  let broken = true;
  const changes: string[] = [];
  const {send} = await host(
    t,
    {},
    {
      onStatusChange: ({providerConnectionId}) => {
        if (broken && providerConnectionId === 'conn_2') throw new Error('The mailer is down.');
        changes.push(providerConnectionId);
      },
    },
  );
  const body = deliveryOf(
    ...['conn_1', 'conn_2', 'conn_3'].map(id => event('connection.disconnected', {record: {id}})),
  );
  assert.equal(await send({body}), 500);
  broken = false;
  assert.equal(await send({body}), 200);
  assert.deepEqual(changes, ['conn_1', 'conn_3', 'conn_2']);
});

test('the status of a webhook answers the next request without a call', async t => {
  const {script, backend, send} = await host(t, {}, {statusInterval: 60_000});
  assert.equal((await backend.fetch(tokenRequest('host_1'))).status, 200);
  assert.equal(await send({body: deliveryOf(event('connection.synced.successful'))}), 200);
  const before = script.vendor.seen.length;
  assert.equal((await json(await backend.fetch(statusRequest('host_1'))))['status'], 'SYNCED');
  assert.equal(script.vendor.seen.length, before);
});

test('the option verify replaces the check of the signature', async t => {
  const calls: unknown[] = [];
  const {backend, send, statuses} = await host(t, {
    secret: [secret, 'hook-secret-2'],
    verify: ({headers, body, receivedAt}, secrets) => {
      calls.push([secrets, new TextDecoder().decode(body).length > 0, receivedAt > 0]);
      return Promise.resolve(headers.get('x-quiltt-signature') === 'valid');
    },
  });
  assert.equal(await send(), 401);
  const request = signed({body: deliveryOf(event('connection.disconnected')), signature: 'wrong', timestamp: 0});
  request.headers.set('x-quiltt-signature', 'valid');
  assert.equal((await backend.fetch(request)).status, 200);
  assert.deepEqual(statuses(), ['DISCONNECTED']);
  assert.deepEqual(calls[0], [[secret, 'hook-secret-2'], true, true]);
});

test('webhooks require a secret, and their content is not logged', async t => {
  const script = await startQuiltt(t);
  assert.equal((await backendOf(script).fetch(signed({}))).status, 404);
  const logger = recordingLogger();
  const {send} = await host(t, {}, {logger});
  const planted = event('planted type', {id: 'planted id', at: 'planted', record: {id: 'planted record'}});
  await send({body: deliveryOf(planted, event('connection.disconnected', {record: {id: 'conn_1', name: 'planted'}}))});
  await send({body: 'planted body'});
  await send({signature: 'planted'});
  assert.ok(logger.lines.length >= 3);
  assert.doesNotMatch(JSON.stringify(logger.lines), /planted|hook-secret/);
});
