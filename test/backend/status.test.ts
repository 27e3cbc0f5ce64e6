import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import type {StatusChange} from '../../src/backend/index.js';
import {
  backendAt,
  completeRequest,
  json,
  listen,
  meldConnection,
  nextMoment,
  own,
  recordingLogger,
  startVendor,
  tokenRequest,
} from './support.js';
import type {Vendor} from './support.js';

const broken = {id: 'meld_9', status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'};
const healthy = {id: 'meld_9', status: 'ACTIVE', statusReason: null};

const status = (repairId = 'repair_1') =>
  new Request(`${own}/api/bank/status?connectionId=conn_meld&repairId=${repairId}`);

/** The number of reads of the status at the vendor. */
const reads = (vendor: Vendor) => vendor.seen.filter(({method}) => method === 'GET').length;

const setUp = async (t: TestContext, options: Parameters<typeof backendAt>[1] = {}) => {
  const vendor = await startVendor(t, () => ({body: broken}));
  const backend = backendAt(vendor.url, {statusInterval: 60_000, ...options});
  const answer = async (repairId?: string) => await json(await backend.fetch(status(repairId)));
  return {vendor, backend, answer};
};

test('one read answers all status requests of a repair within the interval', async t => {
  const {vendor, answer} = await setUp(t);
  assert.equal((await answer())['status'], 'RECONNECT_REQUIRED');
  vendor.reply = () => ({body: healthy});
  assert.equal((await answer())['status'], 'RECONNECT_REQUIRED');
  assert.equal(reads(vendor), 1);
});

test('an observation from before a repair does not answer its status requests', async t => {
  const {vendor, backend, answer} = await setUp(t);
  vendor.reply = ({method}) => ({
    body: method === 'POST' ? {widgetUrl: 'https://w.example', connectToken: 't'} : healthy,
  });
  assert.equal((await answer('repair_1'))['status'], 'ACTIVE');
  await nextMoment();
  await backend.fetch(tokenRequest('conn_meld', {repairId: 'repair_2'}));
  vendor.reply = () => ({body: broken});
  assert.equal((await answer('repair_2'))['status'], 'RECONNECT_REQUIRED');
  assert.equal(reads(vendor), 2);
  // The new observation also answers the first repair.
  assert.equal((await answer('repair_1'))['status'], 'RECONNECT_REQUIRED');
  assert.equal(reads(vendor), 2);
});

test('a completion answers the next status request', async t => {
  const {vendor, backend, answer} = await setUp(t);
  vendor.reply = () => ({body: healthy});
  await backend.fetch(completeRequest('conn_meld'));
  assert.equal((await answer())['status'], 'ACTIVE');
  assert.equal(reads(vendor), 1);
});

test('concurrent status requests of one connection share one read', async t => {
  let release: () => void = () => undefined;
  const held = new Promise<void>(resolve => (release = resolve));
  const {vendor, backend} = await setUp(t, {
    statusInterval: 0,
    findConnection: (_, id) => ({...meldConnection, connectionId: id}),
  });
  const both = new Promise<void>(resolve => {
    vendor.reply = async () => {
      if (vendor.seen.length === 2) resolve();
      await held;
      return {body: healthy};
    };
  });
  const request = (id: string) =>
    backend.fetch(new Request(`${own}/api/bank/status?connectionId=${id}&repairId=repair_1`));
  const answers = [request('one'), request('one'), request('other'), request('one')];
  await both;
  release();
  for (const response of await Promise.all(answers)) assert.equal((await json(response))['status'], 'ACTIVE');
  assert.deepEqual(vendor.seen.map(({path}) => path).sort(), [
    '/bank-linking/connections/one',
    '/bank-linking/connections/other',
  ]);
});

test('an aborted status request does not abort the read of the others', async t => {
  const page = new AbortController();
  const {vendor, backend} = await setUp(t, {statusInterval: 0});
  let other: Promise<Response> | undefined;
  vendor.reply = async () => {
    other = Promise.resolve(backend.fetch(status()));
    await new Promise(resolve => setImmediate(resolve));
    page.abort();
    return {body: healthy};
  };
  await backend.fetch(new Request(status(), {signal: page.signal}));
  assert.equal((await (other ?? assert.fail())).status, 200);
  assert.equal(reads(vendor), 1);
});

test('a read that started before a repair is not shared with it', async t => {
  const {vendor, backend} = await setUp(t, {statusInterval: 0});
  let later: Promise<Response> | undefined;
  vendor.reply = async ({method}) => {
    if (method === 'POST') return {body: {widgetUrl: 'https://w.example', connectToken: 't'}};
    if (later) return {body: broken};
    await nextMoment();
    await backend.fetch(tokenRequest('conn_meld', {repairId: 'repair_2'}));
    later = Promise.resolve(backend.fetch(status('repair_2')));
    await nextMoment();
    return {body: healthy};
  };
  await backend.fetch(status('repair_1'));
  assert.equal((await json(await (later ?? assert.fail())))['status'], 'RECONNECT_REQUIRED');
  assert.equal(reads(vendor), 2);
});

test('a failed read is answered with the last observation since the start of the repair', async t => {
  const logger = recordingLogger();
  const {vendor, backend, answer} = await setUp(t, {statusInterval: 0, logger});
  await answer('repair_1');
  for (const [failing, code] of [
    [429, 'rate-limited'],
    [500, 'backend-unavailable'],
  ] as const) {
    vendor.reply = () => ({status: failing, headers: {'retry-after': '9'}});
    assert.equal((await answer('repair_1'))['status'], 'RECONNECT_REQUIRED');
    assert.ok(logger.lines.some(({level, fields}) => level === 'warn' && fields['code'] === code));
    // A new repair has no observation yet.
    await nextMoment();
    const refused = await backend.fetch(status(`new_${failing}`));
    assert.equal((await json(refused))['code'], code);
    assert.equal(refused.headers.get('retry-after'), failing === 429 ? '9' : refused.headers.get('retry-after'));
  }
  vendor.reply = () => ({status: 404});
  assert.equal((await answer('repair_1'))['code'], 'connection-not-found');
});

test('a failed read is not repeated within the interval, except for a new repair', async t => {
  t.mock.timers.enable({apis: ['Date'], now: Date.now()});
  const {vendor, answer} = await setUp(t, {statusInterval: 3_000});
  vendor.reply = () => ({status: 429, headers: {'retry-after': '9'}});
  for (const time of [0, 1_000, 1_999]) {
    t.mock.timers.tick(time);
    assert.equal((await answer('repair_1'))['code'], 'rate-limited');
    assert.equal(reads(vendor), 1);
  }
  assert.equal((await answer('repair_2'))['retryAfter'], 9);
  assert.equal(reads(vendor), 2);
  t.mock.timers.tick(3_000);
  vendor.reply = () => ({body: healthy});
  assert.equal((await answer('repair_1'))['status'], 'ACTIVE');
  assert.equal(reads(vendor), 3);
});

test('the host is notified once of a change, and not of the first status', async t => {
  const changes: StatusChange<unknown>[] = [];
  const {vendor, backend} = await setUp(t, {statusInterval: 0, onStatusChange: change => void changes.push(change)});
  const read = () => backend.fetch(status());
  await read();
  await read();
  assert.equal(changes.length, 0);
  vendor.reply = () => ({body: healthy});
  await read();
  await read();
  vendor.reply = () => ({body: {...healthy, statusReason: 'ACCESS_EXPIRING_SOON'}});
  await backend.fetch(completeRequest('conn_meld'));
  for (const {at} of changes) assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000, at);
  assert.deepEqual(
    changes.map(change => ({...change, at: ''})),
    [
      {
        provider: 'meld',
        providerConnectionId: 'meld_9',
        connection: meldConnection,
        status: 'ACTIVE',
        statusReason: null,
        previous: {status: 'RECONNECT_REQUIRED', statusReason: 'LOGIN_REQUIRED'},
        health: 'healthy',
        advice: 'healthy',
        source: 'status',
        at: '',
      },
      {
        provider: 'meld',
        providerConnectionId: 'meld_9',
        connection: meldConnection,
        status: 'ACTIVE',
        statusReason: 'ACCESS_EXPIRING_SOON',
        previous: {status: 'ACTIVE', statusReason: null},
        health: 'worth-repairing',
        advice: 'expiring',
        source: 'completion',
        at: '',
      },
    ],
  );
});

test('concurrent status requests notify the host once of a change', async t => {
  let calls = 0;
  const {vendor, backend} = await setUp(t, {
    async onStatusChange() {
      calls += 1;
      await nextMoment();
    },
  });
  await backend.fetch(status());
  vendor.reply = () => ({body: healthy});
  await nextMoment();
  await Promise.all(['repair_2', 'repair_2', 'repair_2'].map(id => backend.fetch(status(id))));
  assert.equal(reads(vendor), 2);
  assert.equal(calls, 1);
});

test('an onStatusChange that throws does not affect the answer, and is called again', async t => {
  const logger = recordingLogger();
  let calls = 0;
  const {vendor, backend} = await setUp(t, {
    statusInterval: 0,
    logger,
    onStatusChange: () => {
      calls += 1;
      if (calls === 1) throw new Error('mail server down: swordfish');
    },
  });
  await backend.fetch(status());
  vendor.reply = () => ({body: healthy});
  for (const expected of [1, 2, 2]) {
    assert.equal((await backend.fetch(status())).status, 200);
    assert.equal(calls, expected);
  }
  assert.ok(logger.lines.some(({message}) => message === 'onStatusChange failed.'));
  assert.doesNotMatch(JSON.stringify(logger.lines), /swordfish/);
});

test('createRepairBackend throws for an invalid statusInterval', () => {
  for (const statusInterval of [-1, NaN, Infinity, '3' as unknown as number]) {
    assert.throws(() => backendAt('https://vendor.example', {statusInterval}), /statusInterval/);
  }
});

test('an error of the storage is backend-unavailable, without its message', async t => {
  const vendor = await startVendor(t, () => ({body: healthy}));
  const storageUrl = await listen(t, () => assert.fail('the storage is not a server'));
  const logger = recordingLogger();
  const {createStorage} = await import('unstorage');
  const fail = () => Promise.reject(new Error(`redis://user:swordfish@${storageUrl}`));
  const driver = {hasItem: fail, getItem: fail, setItem: fail, removeItem: fail, getKeys: fail};
  const backend = backendAt(vendor.url, {storage: createStorage({driver}), logger});
  for (const request of [status(), tokenRequest('conn_meld'), completeRequest('conn_meld')]) {
    const response = await backend.fetch(request);
    assert.equal(response.status, 500);
    const text = await response.text();
    assert.match(text, /backend-unavailable/);
    assert.doesNotMatch(text + JSON.stringify(logger.lines), /swordfish/);
  }
});
