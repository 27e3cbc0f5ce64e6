import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {StatusChange} from '../../src/backend/index.js';
import {json, nextMoment, own, recordingLogger} from './support.js';
import {broken, fine, toyBackend, type Toy} from './toy-backend.js';
import {meldBackend, meldWebhook} from './webhook-support.js';

test('events out of order leave the newest status, without a notification of an older one', async () => {
  const {send, states} = toyBackend();
  const now = Date.now();
  await send({...fine, at: now});
  await send({...broken, at: now - 1000});
  await send({...broken, at: now - 2000});
  assert.deepEqual(states(), ['FINE null']);
  await send({...broken, at: now + 1});
  assert.deepEqual(states(), ['FINE null', 'BROKEN null']);
});

test('the retry of a delivery applies only the events that failed', async () => {
  const failing = new Set(['b']);
  const calls: string[] = [];
  const {send} = toyBackend({
    onStatusChange: ({providerConnectionId: id}) => {
      calls.push(id);
      if (failing.has(id)) throw new Error('mail server down');
    },
  });
  const batch = ['a', 'b', 'c'].map(id => ({...broken, id, providerConnectionId: id}));
  assert.equal((await send(...batch)).status, 500);
  assert.deepEqual(calls, ['a', 'b', 'c']);
  failing.clear();
  assert.equal((await send(...batch)).status, 200);
  assert.equal((await send(...batch)).status, 200);
  assert.deepEqual(calls, ['a', 'b', 'c', 'b']);
});

test('an onStatusChange that has thrown is called by the next delivery, although the change is stored', async () => {
  let calls = 0;
  const logger = recordingLogger();
  const {send, status} = toyBackend({
    logger,
    onStatusChange: () => {
      calls += 1;
      if (calls === 1) throw new Error('swordfish');
    },
  });
  assert.equal((await send({...broken, id: 'e1'})).status, 500);
  assert.equal((await send({...broken, id: 'e1'})).status, 200);
  assert.equal(calls, 2);
  assert.doesNotMatch(JSON.stringify(logger.lines), /swordfish/);
  assert.equal((await status())['status'], 'FINE');
});

test('the first webhook notifies the host of a status that has been read, and a repetition does not', async () => {
  const {send, status, states, changes, vendor} = toyBackend();
  vendor.answer = () => ({status: 'BROKEN', statusReason: null});
  await status();
  assert.deepEqual(states(), []);
  await nextMoment();
  const broken = {change: {kind: 'status', status: 'BROKEN', statusReason: null}} as const;
  await send(broken);
  assert.deepEqual(states(), ['BROKEN null']);
  assert.equal(changes[0]?.previous, null);
  await nextMoment();
  await send(broken);
  assert.deepEqual(states(), ['BROKEN null']);
});

test('onStatusChange can request the status, and the host is notified of it afterwards', async () => {
  let calls = 0;
  const answers: unknown[] = [];
  const toy = toyBackend({
    async onStatusChange({status, statusReason}) {
      toy.changes.push({status, statusReason} as StatusChange<Toy>);
      calls += 1;
      await nextMoment();
      const query = `connectionId=c&repairId=own-${calls}`;
      answers.push((await json(await toy.backend.fetch(new Request(`${own}/api/bank/status?${query}`))))['status']);
    },
  });
  assert.equal((await toy.send({...broken, at: Date.now() - 5})).status, 200);
  assert.deepEqual(toy.states(), ['BROKEN null', 'FINE null']);
  assert.deepEqual(answers, ['FINE', 'FINE']);
});

test('a connection that is unknown to the host is ignored, and a known one is passed on', async () => {
  const calls: unknown[] = [];
  const {send, changes} = toyBackend({
    findByProviderId: event => {
      calls.push(event);
      return event.providerConnectionId === 'known' ? {provider: 'toy', id: 'known', tenant: 'north'} : null;
    },
  });
  assert.equal((await send({...broken, providerConnectionId: 'unknown'})).status, 200);
  assert.equal((await send({...broken, providerConnectionId: 'known', connection: {user: 'u'}})).status, 200);
  assert.deepEqual(calls, [
    {provider: 'toy', providerConnectionId: 'unknown', connection: undefined},
    {provider: 'toy', providerConnectionId: 'known', connection: {user: 'u'}},
  ]);
  assert.deepEqual(
    changes.map(({connection}) => connection),
    [{provider: 'toy', id: 'known', tenant: 'north'}],
  );
});

test('a record of another provider is ignored', async () => {
  const {send, changes} = toyBackend({findByProviderId: () => ({provider: 'other', id: 'c'}) as unknown as Toy});
  assert.equal((await send(broken)).status, 200);
  assert.equal(changes.length, 0);
});

test('a findByProviderId that rejects is a 500, so that the vendor retries', async () => {
  const {send, changes} = toyBackend({findByProviderId: () => Promise.reject(new Error('db'))});
  assert.equal((await send({...broken, id: 'e'})).status, 500);
  assert.equal(changes.length, 0);
});

test('an unknown path is a 404, a large body a 413, a GET a 405 and an invalid body a 500', async () => {
  const {backend} = toyBackend();
  const path = `${own}/api/bank/webhooks`;
  const post = async (name: string, body = '[]') =>
    (await backend.fetch(new Request(`${path}/${name}`, {method: 'POST', body}))).status;
  assert.equal(await post('other'), 404);
  assert.equal(await post('toy'), 200);
  assert.equal(await post('toy', 'x'.repeat(1024 * 1024 + 1)), 413);
  assert.equal((await backend.fetch(new Request(`${path}/toy`))).status, 405);
  assert.equal(await post('toy', 'not json'), 500);
});

test('a webhook of any origin is accepted, and the answer has no-store', async () => {
  const {backend} = meldBackend('http://127.0.0.1:9');
  const headers = {origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site'};
  const response = await backend.fetch(meldWebhook({headers}));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('createRepairBackend throws for an invalid publicUrl', () => {
  for (const publicUrl of ['', '/api/bank', 'ftp://a.example', 'https://a.example?b', 'https://a.example#b']) {
    assert.throws(() => meldBackend('http://127.0.0.1:9', {publicUrl}), /publicUrl/);
  }
});
