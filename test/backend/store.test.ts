import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createStorage} from 'unstorage';
import type {Storage} from 'unstorage';
import {createConnectionStore} from '../../src/backend/store/connection-store.js';
import type {Observation} from '../../src/backend/store/connection-store.js';
import {createEntries} from '../../src/backend/store/entries.js';
import {storeKey} from '../../src/backend/store/keys.js';
import {providerMemory} from '../../src/backend/store/memory.js';
import {startRedis} from './redis.js';

const ref = {provider: 'meld', providerConnectionId: 'conn_1'};
const day = 24 * 60 * 60_000;

const observed = (status: string, at: number): Observation => ({status, statusReason: null, at, source: 'webhook'});

/** Functions that create storages with shared data, like those of several instances. */
const backends: Record<string, (t: TestContext) => Promise<() => Storage>> = {
  memory: () => {
    const storage = createStorage();
    return Promise.resolve(() => storage);
  },
  redis: async t => (await startRedis(t)).connect,
};

for (const [name, open] of Object.entries(backends)) {
  test(`${name}: an older observation does not hide a newer one, in any order`, async t => {
    const connect = await open(t);
    const now = Date.now();
    const store = createConnectionStore(createEntries(connect()));
    // Times close together, far apart, and in the same of the entries that observations are distributed over.
    for (const [index, gaps] of [[1], [4], [1, 4], [400, 3, 60_000]].entries()) {
      const one = {...ref, providerConnectionId: `conn_${index}`};
      const times = gaps.reduce((list, gap) => [...list, list.at(-1)! - gap], [now]);
      for (const at of times) await store.observe(one, observed(`S${at}`, at));
      assert.equal((await store.load(one)).last?.status, `S${now}`);
      await store.observe(one, observed('NEWEST', now + 1));
      assert.equal((await store.load(one)).last?.status, 'NEWEST');
    }
  });

  test(`${name}: concurrent writes do not lose the newest observation`, async t => {
    const connect = await open(t);
    const now = Date.now();
    const one = createConnectionStore(createEntries(connect()));
    const events = [...Array(40).keys()].map(index => observed(`S${index}`, now - index));
    await Promise.all(events.map(event => one.observe(ref, event)));
    assert.equal((await one.load(ref)).last?.status, 'S0');
  });

  test(`${name}: one instance reads the data of another`, async t => {
    const connect = await open(t);
    const [one, other] = [connect(), connect()].map(storage => createConnectionStore(createEntries(storage)));
    const now = Date.now();
    const observation = {
      ...observed('ACTIVE', now),
      updatedAt: new Date(now).toISOString(),
      institution: {name: 'Münz'},
    };
    await one!.observe(ref, observation);
    await one!.warn(ref, {status: 'ACTIVE', statusReason: 'ENDS', at: now});
    await one!.setReported(ref, {status: 'ACTIVE', statusReason: 'ENDS', isAssumed: false});
    await one!.markStale(ref, now);
    const record = await other!.load(ref, ['NEW', 'ENDS']);
    assert.deepEqual(record.last, observation);
    assert.deepEqual(
      record.warnings.map(({statusReason}) => statusReason),
      ['ENDS'],
    );
    assert.deepEqual(record.reported, {status: 'ACTIVE', statusReason: 'ENDS', isAssumed: false});
    assert.equal(record.staleSince, now);
    assert.equal(await one!.beginRepair(ref, 'repair_1', now), now);
    assert.equal(await other!.beginRepair(ref, 'repair_1', now + 5), now);
    assert.equal(await other!.beginRepair(ref, 'repair_2', now + 5), now + 5);
  });

  test(`${name}: a warning is cleared by a later time, not by an earlier one`, async t => {
    const connect = await open(t);
    const store = createConnectionStore(createEntries(connect()));
    const vocabulary = ['ENDS', 'NEW'];
    const reasons = async () => (await store.load(ref, vocabulary)).warnings.map(({statusReason}) => statusReason);
    const now = Date.now();
    await store.warn(ref, {status: 'ACTIVE', statusReason: 'NEW', at: now});
    await store.warn(ref, {status: 'ACTIVE', statusReason: 'ENDS', at: now});
    await store.warn(ref, {status: 'ACTIVE', statusReason: 'UNKNOWN', at: now});
    assert.deepEqual(await reasons(), ['ENDS', 'NEW']);
    await store.clearWarnings(ref, vocabulary, now - 1);
    assert.deepEqual(await reasons(), ['ENDS', 'NEW']);
    await store.clearWarnings(ref, ['ENDS'], now + 1);
    assert.deepEqual(await reasons(), ['NEW']);
    await store.warn(ref, {status: 'ACTIVE', statusReason: 'ENDS', at: now});
    assert.deepEqual(await reasons(), ['NEW']);
    await store.warn(ref, {status: 'ACTIVE', statusReason: 'ENDS', at: now + 2});
    assert.deepEqual(await reasons(), ['ENDS', 'NEW']);
  });

  test(`${name}: the memory of a provider is separate, and its entries expire`, async t => {
    const connect = await open(t);
    const storage = connect();
    let time = Date.now();
    const entries = createEntries(storage, () => time);
    const [plaid, meld] = ['plaid', 'meld'].map(provider => providerMemory(entries, provider));
    await plaid!.set('token:a', {text: 'ä', list: [1]}, time + 10_000);
    await meld!.set('token:a', 'true', time + 20_000);
    assert.deepEqual(await plaid!.get('token:a'), {text: 'ä', list: [1]});
    assert.equal(await meld!.get('token:a'), 'true');
    assert.equal(await plaid!.get('token'), undefined);
    time += 10_000;
    assert.equal(await plaid!.get('token:a'), undefined);
    assert.equal(await meld!.get('token:a'), 'true');
    await meld!.remove('token:a');
    assert.equal(await meld!.get('token:a'), undefined);
    await plaid!.set('token:b', 'expired', time);
    assert.equal(await plaid!.get('token:b'), undefined);
  });
}

test('entries in Redis have a time to live', async t => {
  const redis = await startRedis(t);
  const storage = redis.connect();
  const entries = createEntries(storage);
  await entries.set('bank-reconnect:a', 'secret', Date.now() + 90_500);
  const {driver} = storage.getMount('bank-reconnect:a');
  const client = driver.getInstance?.() as {ttl(key: string): Promise<number>};
  const seconds = await client.ttl('bank-reconnect:a');
  assert.ok(seconds > 80 && seconds <= 91, String(seconds));
});

test('the default storage removes expired entries', async () => {
  let time = Date.now();
  const entries = createEntries(undefined, () => time);
  const store = createConnectionStore(entries, () => time);
  assert.equal(await store.beginRepair(ref, 'repair_1', time), time);
  const start = time;
  time += day - 1;
  assert.equal(await store.beginRepair(ref, 'repair_1', time), start);
  time += 1;
  assert.equal(await store.beginRepair(ref, 'repair_1', time), time);
  await entries.set('bank-reconnect:short', 1, time + 1000);
  await entries.set('bank-reconnect:long', 1, time + day);
  time += 120_000;
  await entries.set('bank-reconnect:new', 1, time + day);
  assert.equal(await entries.get('bank-reconnect:short'), undefined);
  assert.equal(await entries.get('bank-reconnect:long'), 1);
});

test('storeKey returns a different key for each pair of ids', () => {
  const ids = [
    'a',
    'a:b',
    'a%003ab',
    'a/b',
    'a\\b',
    'a?b',
    '',
    '.',
    '..',
    'ä',
    'A',
    ' a',
    'a$',
    '\ud800',
    '\ud801',
    'a\0',
  ];
  const pairs = ids.flatMap(one => ids.map(other => storeKey(one, other)));
  assert.equal(new Set(pairs).size, pairs.length);
  for (const key of pairs) assert.match(key, /^bank-reconnect:[\w%-]+:[\w%-]+$/);
});
