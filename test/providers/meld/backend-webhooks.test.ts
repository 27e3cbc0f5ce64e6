import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend, meld} from '../../../src/backend/index.js';
import {json, nextMoment, own, recordingLogger, startVendor} from '../../backend/support.js';
import {meldBackend, meldSecret, meldWebhook} from '../../backend/webhook-support.js';

const day = 24 * 60 * 60_000;
const iso = (ago: number) => new Date(Date.now() - ago).toISOString();

/** Creates a backend whose Meld API cannot be reached, so that a call fails. */
const unreachable = (...more: Parameters<typeof meldBackend> extends [string, ...infer Rest] ? Rest : never) => {
  const created = meldBackend('http://127.0.0.1:9', ...more);
  const send = async (request: Request) => (await created.backend.fetch(request)).status;
  return {...created, send};
};

test('a status change notifies the host with Meld’s status and reason', async () => {
  const {changes, send} = unreachable();
  assert.equal(await send(meldWebhook()), 200);
  assert.equal(await send(meldWebhook({payload: {newStatus: 'ACTIVE', reason: null}})), 200);
  assert.deepEqual(
    changes.map(({status, statusReason, previous, health, advice, source}) => [
      status,
      statusReason,
      previous?.status,
      health,
      advice,
      source,
    ]),
    [
      ['RECONNECT_REQUIRED', 'LOGIN_REQUIRED', undefined, 'needs-person', 'sign-in', 'webhook'],
      ['ACTIVE', null, 'RECONNECT_REQUIRED', 'healthy', 'healthy', 'webhook'],
    ],
  );
});

test('a deletion sets DELETED, and the older webhook RECONNECT_REQUIRED', async () => {
  const {changes, send} = unreachable();
  assert.equal(
    await send(meldWebhook({type: 'BANK_LINKING_CUSTOMER_ACTION_REQUIRED', payload: {reason: 'TOKEN_EXPIRED'}})),
    200,
  );
  assert.equal(await send(meldWebhook({type: 'BANK_LINKING_CONNECTION_DELETED', payload: {}})), 200);
  assert.deepEqual(
    changes.map(({status, statusReason, health}) => [status, statusReason, health]),
    [
      ['RECONNECT_REQUIRED', 'TOKEN_EXPIRED', 'needs-person'],
      ['DELETED', null, 'gone'],
    ],
  );
});

test('a completed widget causes a read of the status', async t => {
  const vendor = await startVendor(t, () => ({body: {status: 'ACTIVE', statusReason: null}}));
  const {backend, changes} = meldBackend(vendor.url, {
    statusInterval: 60_000,
    findByProviderId: ({providerConnectionId}) => ({provider: 'meld', connectionId: providerConnectionId}),
  });
  const completed = () => meldWebhook({type: 'BANK_LINKING_CONNECTION_COMPLETED', payload: {}});
  assert.equal((await backend.fetch(completed())).status, 200);
  assert.equal(vendor.seen[0]?.path, '/bank-linking/connections/meld_9');
  assert.equal(changes[0]?.status, 'ACTIVE');

  // Without findByProviderId the next status request reads it, although the last read is recent.
  const without = meldBackend(vendor.url, {statusInterval: 60_000});
  const status = () => without.backend.fetch(new Request(`${own}/api/bank/status?connectionId=c&repairId=r`));
  await status();
  await status();
  assert.equal(vendor.seen.length, 2);
  await nextMoment();
  await nextMoment();
  assert.equal((await without.backend.fetch(completed())).status, 200);
  assert.equal(vendor.seen.length, 2);
  await status();
  assert.equal(vendor.seen.length, 3);
});

test('a webhook whose body, secret or URL differs from the signed one is refused, and not logged', async () => {
  const logger = recordingLogger();
  const {changes, send} = unreachable({logger});
  for (const request of [
    meldWebhook({tamper: body => body.replace('LOGIN_REQUIRED', 'OTHER')}),
    meldWebhook({tamper: body => `${body} `}),
    meldWebhook({secret: 'wrong'}),
    meldWebhook({secret: ''}),
    meldWebhook({url: `${own}/elsewhere`}),
    meldWebhook({headers: {'meld-signature': ''}}),
    meldWebhook({headers: {'meld-signature-timestamp': iso(1000)}}),
  ]) {
    assert.equal(await send(request), 401);
  }
  assert.equal(changes.length, 0);
  assert.doesNotMatch(JSON.stringify(logger.lines), /LOGIN_REQUIRED|OTHER|STATUS_CHANGE/);
});

test('an old timestamp is refused in every format', async () => {
  const {changes, send} = unreachable();
  const seconds = (ago: number) => String(Math.floor((Date.now() - ago) / 1000));
  for (const timestamp of [iso(301_000), iso(-360_000), iso(30 * day), seconds(302_000), 'now', '']) {
    assert.equal(await send(meldWebhook({timestamp})), 401, timestamp);
  }
  assert.equal(changes.length, 0);
  for (const timestamp of [iso(290_000), iso(-290_000), seconds(290_000)]) {
    assert.equal(await send(meldWebhook({timestamp})), 200, timestamp);
  }
  assert.equal(changes.length, 1);
});

test('a repeated webhook is ignored, also a late one', async () => {
  const {changes, send} = unreachable();
  const first = {eventId: 'event_1', timestamp: iso(0)};
  assert.equal(await send(meldWebhook(first)), 200);
  assert.equal(await send(meldWebhook({eventId: 'event_2', payload: {newStatus: 'ACTIVE'}})), 200);
  const late = {...first, headers: {'meld-retry-count': '3', 'meld-retry-reason': 'timeout'}};
  assert.equal(await send(meldWebhook(first)), 200);
  assert.equal(await send(meldWebhook(late)), 200);
  assert.deepEqual(
    changes.map(({status}) => status),
    ['RECONNECT_REQUIRED', 'ACTIVE'],
  );
});

test('an event id is stored for longer than Meld retries', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const {changes, send} = unreachable();
  const first = {eventId: 'event_1', timestamp: iso(0)};
  assert.equal(await send(meldWebhook(first)), 200);
  assert.equal(await send(meldWebhook({payload: {newStatus: 'ACTIVE', reason: null}})), 200);
  t.mock.timers.tick(3 * day);
  // The retry has the present time, so that only its id shows that it is a repetition.
  assert.equal(await send(meldWebhook({...first, headers: {'meld-retry-count': '76'}})), 200);
  assert.deepEqual(
    changes.map(({status}) => status),
    ['RECONNECT_REQUIRED', 'ACTIVE'],
  );
});

test('a late retry with the timestamp of its first delivery is accepted for as long as Meld retries', async () => {
  const {changes, send} = unreachable();
  const headers = {'meld-retry-count': '70'};
  const late = (ago: number) => meldWebhook({timestamp: iso(ago), happened: Date.now() - ago, headers});
  assert.equal(await send(late(3 * day + 60_000)), 401);
  assert.equal(await send(late(3 * day - 60_000)), 200);
  assert.equal(changes[0]?.status, 'RECONNECT_REQUIRED');
  // A retry with a new signature.
  assert.equal(await send(meldWebhook({headers, happened: Date.now() - 2 * day, payload: {newStatus: 'ACTIVE'}})), 200);
  assert.equal(changes[1]?.status, 'ACTIVE');
  // An older event does not change the status.
  assert.equal(await send(late(2.5 * day)), 200);
  assert.equal(changes.length, 2);
});

test('both secrets are accepted during a rotation, and only the new one afterwards', async () => {
  const during = unreachable({}, ['new', meldSecret]);
  assert.equal(await during.send(meldWebhook({secret: 'new'})), 200);
  assert.equal(await during.send(meldWebhook()), 200);
  assert.equal(await during.send(meldWebhook({secret: 'older'})), 401);
  const after = unreachable({}, 'new');
  assert.equal(await after.send(meldWebhook({secret: 'new'})), 200);
  assert.equal(await after.send(meldWebhook()), 401);
});

test('unknown events and events without a connection are accepted', async () => {
  const {changes, send} = unreachable();
  for (const type of ['BANK_LINKING_ACCOUNTS_UPDATED', 'SOMETHING_NEW', '__proto__', ' ']) {
    assert.equal(await send(meldWebhook({type})), 200, type);
  }
  for (const payload of [
    {connectionId: undefined},
    {connectionId: 7},
    {connectionId: ''},
    {connectionId: 'x'.repeat(300)},
  ]) {
    assert.equal(await send(meldWebhook({payload: {newStatus: 'ACTIVE', ...payload}})), 200);
  }
  assert.equal(changes.length, 0);
});

test('a webhook of a connection that is unknown to the host is accepted without a call', async t => {
  const vendor = await startVendor(t, () => ({body: {status: 'ACTIVE', statusReason: null}}));
  const {backend, changes} = meldBackend(vendor.url, {
    findByProviderId: ({providerConnectionId}) =>
      providerConnectionId === 'meld_9' ? {provider: 'meld', connectionId: 'meld_9'} : null,
  });
  for (const [type, payload] of [
    ['BANK_LINKING_CONNECTION_STATUS_CHANGE', {newStatus: 'RECONNECT_REQUIRED'}],
    ['BANK_LINKING_CUSTOMER_ACTION_REQUIRED', {}],
    ['BANK_LINKING_CONNECTION_COMPLETED', {}],
    ['BANK_LINKING_CONNECTION_DELETED', {}],
  ] as const) {
    const webhook = meldWebhook({type, payload: {...payload, connectionId: 'meld_404'}});
    assert.equal((await backend.fetch(webhook)).status, 200, type);
  }
  assert.deepEqual([changes, vendor.seen], [[], []]);
  assert.equal((await backend.fetch(meldWebhook())).status, 200);
  assert.deepEqual(
    changes.map(({connection, status}) => [connection, status]),
    [[{provider: 'meld', connectionId: 'meld_9'}, 'RECONNECT_REQUIRED']],
  );
});

test('the signature is verified over publicUrl', async () => {
  const {send} = unreachable({publicUrl: 'https://public.example/hooks/'});
  const url = 'https://public.example/hooks/webhooks/meld';
  assert.equal(await send(meldWebhook({url})), 200);
  assert.equal(await send(meldWebhook()), 401);
  const query = unreachable({publicUrl: 'https://public.example/hooks'});
  const signed = meldWebhook({url: `${url}?tenant=1`});
  assert.equal(await query.send(new Request(`${signed.url}?tenant=1`, signed)), 200);
});

test('the signature is verified over webhook.url, whatever a proxy has made of the path', async () => {
  const url = 'https://hooks.example/7f3a/meld?tenant=1';
  const backend = createRepairBackend({
    providers: [meld({apiKey: 'k', environment: 'sandbox', webhook: {secret: meldSecret, url}})],
    findConnection: () => null,
    publicUrl: 'https://public.example',
  });
  assert.equal((await backend.fetch(meldWebhook({url}))).status, 200);
  assert.equal((await backend.fetch(meldWebhook({url: 'https://public.example/webhooks/meld'}))).status, 401);
  for (const invalid of ['', '/hooks', 'ftp://a.example', 'https://']) {
    const webhook = {secret: meldSecret, url: invalid};
    assert.throws(() => meld({apiKey: 'k', environment: 'sandbox', webhook}), /webhook\.url of meld/);
  }
});

test('an event with a future time does not hide a later observation', async t => {
  const vendor = await startVendor(t, () => ({body: {status: 'ACTIVE', statusReason: null}}));
  const {backend} = meldBackend(vendor.url, {statusInterval: 0});
  assert.equal((await backend.fetch(meldWebhook({happened: Date.now() + 30 * day}))).status, 200);
  await nextMoment();
  const status = await backend.fetch(new Request(`${own}/api/bank/status?connectionId=c&repairId=r`));
  assert.equal((await json(status))['status'], 'ACTIVE');
});

test('meld() without a secret has no webhooks, and throws for an empty secret', () => {
  assert.equal(meld({apiKey: 'k', environment: 'sandbox'}).webhooks, undefined);
  for (const secret of ['', [], ['a', '']]) {
    assert.throws(() => meld({apiKey: 'k', environment: 'sandbox', webhook: {secret}}), /webhook\.secret of meld/);
  }
});
