import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRepairBackend} from '../../src/backend/index.js';
import type {Provider, ProviderConnection, StatusChange, WebhookEvent} from '../../src/backend/index.js';
import {RepairProblem} from '../../src/backend/problem.js';
import {json, nextMoment, own, recordingLogger} from './support.js';
import {meldBackend, meldWebhook} from './webhook-support.js';

interface Toy extends ProviderConnection {
  provider: 'toy';
  id: string;
  tenant?: string;
}

/** A provider whose deliveries are a list of events, and whose status is what the test says. */
function toyBackend(options: Partial<Parameters<typeof createRepairBackend<Provider<Toy>>>[0]> = {}) {
  const told: StatusChange<Toy>[] = [];
  const read: Toy[] = [];
  const vendor = {answer: (): {status: string; statusReason: string | null} => ({status: 'FINE', statusReason: null})};
  const row = {canReconnect: true, canRefresh: true, advice: 'healthy'} as const;
  const toy: Provider<Toy> = {
    name: 'toy',
    health: {
      statuses: {
        FINE: {'': {...row, health: 'healthy'}, ENDS: {...row, health: 'worth-repairing', advice: 'expiring'}},
        BROKEN: {'': {...row, health: 'needs-person', advice: 'sign-in'}},
      },
    },
    providerConnectionId: ({id}) => id,
    createRepairToken: (_connection, _request, {known}) => Promise.resolve({status: 'ACTION_REQUIRED', known}),
    completeRepair: () => Promise.resolve(vendor.answer()),
    readStatus: connection => {
      read.push(connection);
      return Promise.resolve().then(() => vendor.answer());
    },
    webhooks: {
      rememberIds: 60_000,
      warnings: ['ENDS', 'NEW'],
      verify: () => Promise.resolve(),
      read: ({body}) => Promise.resolve(JSON.parse(new TextDecoder().decode(body)) as WebhookEvent[]),
    },
  };
  const backend = createRepairBackend<Provider<Toy>>({
    providers: [toy],
    findConnection: (_, id) => ({provider: 'toy', id}),
    statusInterval: 0,
    onStatusChange: change => void told.push(change),
    ...options,
  });
  const send = (...events: Partial<WebhookEvent>[]) =>
    backend.fetch(
      new Request(`${own}/api/bank/webhooks/toy`, {
        method: 'POST',
        body: JSON.stringify(events.map(event => ({type: 'e', providerConnectionId: 'c', at: Date.now(), ...event}))),
      }),
    );
  const status = async () =>
    await json(await backend.fetch(new Request(`${own}/api/bank/status?connectionId=c&repairId=r`)));
  const states = () => told.map(({status, statusReason}) => `${status} ${String(statusReason)}`);
  return {backend, send, status, told, states, read, vendor};
}

const broken: Partial<WebhookEvent> = {change: {kind: 'status', status: 'BROKEN', statusReason: null}};
const fine: Partial<WebhookEvent> = {change: {kind: 'status', status: 'FINE', statusReason: null}};
const ends: Partial<WebhookEvent> = {change: {kind: 'warning', status: 'FINE', statusReason: 'ENDS'}};

test('events that arrive out of order leave the newest, and tell of no older one', async () => {
  const {send, states} = toyBackend();
  const now = Date.now();
  await send({...fine, at: now});
  await send({...broken, at: now - 1000});
  await send({...broken, at: now - 2000});
  assert.deepEqual(states(), ['FINE null']);
  await send({...broken, at: now + 1});
  assert.deepEqual(states(), ['FINE null', 'BROKEN null']);
});

test('of a batch what failed comes again, and what is done does not', async () => {
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

test('a host that could not take a change is told of it by a repetition, though the store knows it already', async () => {
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

test('the first webhook is news also where a reading has shown the same before, its repetition is not', async () => {
  const {send, status, states, told, vendor} = toyBackend();
  vendor.answer = () => ({status: 'BROKEN', statusReason: null});
  await status();
  assert.deepEqual(states(), []);
  await nextMoment();
  const broken = {change: {kind: 'status', status: 'BROKEN', statusReason: null}} as const;
  await send(broken);
  assert.deepEqual(states(), ['BROKEN null']);
  assert.equal(told[0]?.previous, null);
  await nextMoment();
  await send(broken);
  assert.deepEqual(states(), ['BROKEN null']);
});

test('a host may ask for the status while it is told of a change, and is told afterwards what that has shown', async () => {
  let asked = 0;
  const answers: unknown[] = [];
  const toy = toyBackend({
    async onStatusChange({status, statusReason}) {
      toy.told.push({status, statusReason} as StatusChange<Toy>);
      asked += 1;
      await nextMoment();
      const query = `connectionId=c&repairId=own-${asked}`;
      answers.push((await json(await toy.backend.fetch(new Request(`${own}/api/bank/status?${query}`))))['status']);
    },
  });
  assert.equal((await toy.send({...broken, at: Date.now() - 5})).status, 200);
  assert.deepEqual(toy.states(), ['BROKEN null', 'FINE null']);
  assert.deepEqual(answers, ['FINE', 'FINE']);
});

test('a connection that the host does not know is ignored, and one it knows is handed on', async () => {
  const asked: unknown[] = [];
  const {send, told} = toyBackend({
    findByProviderId: event => {
      asked.push(event);
      return event.providerConnectionId === 'known' ? {provider: 'toy', id: 'known', tenant: 'north'} : null;
    },
  });
  assert.equal((await send({...broken, providerConnectionId: 'unknown'})).status, 200);
  assert.equal((await send({...broken, providerConnectionId: 'known', connection: {user: 'u'}})).status, 200);
  assert.deepEqual(asked, [
    {provider: 'toy', providerConnectionId: 'unknown', connection: undefined},
    {provider: 'toy', providerConnectionId: 'known', connection: {user: 'u'}},
  ]);
  assert.deepEqual(
    told.map(({connection}) => connection),
    [{provider: 'toy', id: 'known', tenant: 'north'}],
  );
});

test('a record of another provider is not what a webhook is about', async () => {
  const {send, told} = toyBackend({findByProviderId: () => ({provider: 'other', id: 'c'}) as unknown as Toy});
  assert.equal((await send(broken)).status, 200);
  assert.equal(told.length, 0);
});

test('a host that fails to find a connection lets the vendor repeat', async () => {
  const {send, told} = toyBackend({findByProviderId: () => Promise.reject(new Error('db'))});
  assert.equal((await send({...broken, id: 'e'})).status, 500);
  assert.equal(told.length, 0);
});

test('a hint is read at the vendor, with what the host or the event itself says of the connection', async () => {
  const hint: Partial<WebhookEvent> = {change: {kind: 'read'}, connection: {id: 'c'}};
  const named = toyBackend();
  assert.equal((await named.send(hint)).status, 200);
  assert.deepEqual(named.read, [{id: 'c', provider: 'toy'}]);
  assert.deepEqual(named.states(), ['FINE null']);
  const found = toyBackend({findByProviderId: () => ({provider: 'toy', id: 'c', tenant: 'south'})});
  await found.send(hint);
  assert.deepEqual(found.read, [{provider: 'toy', id: 'c', tenant: 'south'}]);
});

test('a hint that cannot be followed now comes again, one that never can does not', async () => {
  const {send, vendor, states} = toyBackend();
  const hint = (id: string): Partial<WebhookEvent> => ({id, change: {kind: 'read'}, connection: {id: 'c'}});
  for (const [code, status] of [
    ['backend-unavailable', 500],
    ['rate-limited', 500],
    ['invalid-configuration', 200],
    ['connection-not-found', 200],
    ['not-repairable', 200],
  ] as const) {
    vendor.answer = () => {
      throw new RepairProblem(code);
    };
    assert.equal((await send(hint(code))).status, status, code);
  }
  vendor.answer = () => ({status: 'BROKEN', statusReason: null});
  assert.equal((await send(hint('rate-limited'))).status, 200);
  assert.deepEqual(states(), ['BROKEN null']);
  // This one was done with.
  vendor.answer = () => assert.fail('asked again');
  assert.equal((await send(hint('not-repairable'))).status, 200);
});

test('a warning is the reason of a healthy status until a repair completes', async () => {
  const {backend, send, status, states} = toyBackend();
  await send(ends);
  assert.deepEqual(states(), ['FINE ENDS']);
  await nextMoment();
  assert.deepEqual(await status(), {provider: 'toy', status: 'FINE', statusReason: 'ENDS'});
  const ids = {connectionId: 'c', repairId: 'r', provider: 'toy'};
  const post = (path: string, body: object) =>
    new Request(`${own}/api/bank/${path}`, {
      method: 'POST',
      headers: {'content-type': 'application/json', origin: own},
      body: JSON.stringify({...ids, ...body}),
    });
  assert.deepEqual((await json(await backend.fetch(post('token', {}))))['known'], {
    status: 'FINE',
    statusReason: 'ENDS',
    warnings: ['ENDS'],
  });
  await nextMoment();
  assert.equal((await json(await backend.fetch(post('complete', {result: {}}))))['outcome'], 'successful');
  assert.deepEqual(await status(), {provider: 'toy', status: 'FINE', statusReason: null});
  assert.deepEqual(states(), ['FINE ENDS', 'FINE null']);
});

test('a warning that is given during a repair does not look like its success', async () => {
  const {send, status} = toyBackend({statusInterval: 60_000});
  await status();
  await nextMoment();
  await send(ends);
  const warned = {provider: 'toy', status: 'FINE', statusReason: 'ENDS'};
  assert.deepEqual(await status(), warned);
  // Nor does a healthy status that the vendor reports while the warning holds.
  await nextMoment();
  await send(fine);
  assert.deepEqual(await status(), warned);
});

test('a warning stays through a failed repair, and is not the reason of a broken status', async () => {
  const {send, status, vendor, states} = toyBackend();
  await send(ends);
  vendor.answer = () => ({status: 'BROKEN', statusReason: null});
  assert.deepEqual(await status(), {provider: 'toy', status: 'BROKEN', statusReason: null});
  vendor.answer = () => ({status: 'FINE', statusReason: null});
  await nextMoment();
  assert.equal((await status())['statusReason'], 'ENDS');
  await nextMoment();
  await send({change: {kind: 'read', clears: ['ENDS']}});
  assert.equal((await status())['statusReason'], null);
  assert.deepEqual(states(), ['FINE ENDS', 'BROKEN null', 'FINE ENDS', 'FINE null']);
});

test('the most urgent of several warnings is told', async () => {
  const {send, states} = toyBackend();
  await send({change: {kind: 'warning', status: 'FINE', statusReason: 'NEW'}});
  await send(ends);
  await send({change: {kind: 'warning', status: 'FINE', statusReason: 'NEW'}});
  assert.deepEqual(states(), ['FINE NEW', 'FINE ENDS']);
});

test('a provider without webhooks has no such path, a delivery that is too large is refused, a GET is none', async () => {
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

test('no origin keeps a vendor out, and no answer is stored', async () => {
  const {backend} = meldBackend('http://127.0.0.1:9');
  const headers = {origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site'};
  const response = await backend.fetch(meldWebhook({headers}));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('cache-control'), 'no-store');
});

test('a public URL that is none is refused', () => {
  for (const publicUrl of ['', '/api/bank', 'ftp://a.example', 'https://a.example?b', 'https://a.example#b']) {
    assert.throws(() => meldBackend('http://127.0.0.1:9', {publicUrl}), /publicUrl/);
  }
});
