import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {WebhookEvent} from '../../src/backend/index.js';
import {RepairProblem} from '../../src/backend/problem.js';
import {json, nextMoment, own} from './support.js';
import {ends, fine, toyBackend} from './toy-backend.js';

test('a hint causes a read, with the connection of the host or of the event', async () => {
  const hint: Partial<WebhookEvent> = {change: {kind: 'read'}, connection: {id: 'c'}};
  const named = toyBackend();
  assert.equal((await named.send(hint)).status, 200);
  assert.deepEqual(named.read, [{id: 'c', provider: 'toy'}]);
  assert.deepEqual(named.states(), ['FINE null']);
  const found = toyBackend({findByProviderId: () => ({provider: 'toy', id: 'c', tenant: 'south'})});
  await found.send(hint);
  assert.deepEqual(found.read, [{provider: 'toy', id: 'c', tenant: 'south'}]);
});

test('a hint whose read fails temporarily is a 500, one that fails permanently a 200', async () => {
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
  // A hint that has failed permanently is not read again.
  vendor.answer = () => assert.fail('read again');
  assert.equal((await send(hint('not-repairable'))).status, 200);
});

test('a hint without a read does not notify the host of an earlier status', async () => {
  const {send, status, states, vendor} = toyBackend();
  vendor.answer = () => ({status: 'BROKEN', statusReason: null});
  await status();
  await nextMoment();
  await send({change: {kind: 'read'}});
  vendor.answer = () => {
    throw new RepairProblem('not-repairable');
  };
  await send({change: {kind: 'read'}, connection: {id: 'c'}});
  assert.deepEqual(states(), []);
  vendor.answer = () => ({status: 'FINE', statusReason: null});
  await nextMoment();
  assert.equal((await status())['status'], 'FINE');
  assert.deepEqual(states(), ['FINE null']);
});

test('a hint without a read notifies the host of a warning that it clears', async () => {
  const {send, status, states} = toyBackend();
  await status();
  await nextMoment();
  await send(ends);
  await nextMoment();
  await send({change: {kind: 'read', clears: ['ENDS']}});
  assert.deepEqual(states(), ['FINE ENDS', 'FINE null']);
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

test('a warning during a repair is not a healthy status', async () => {
  const {send, status} = toyBackend({statusInterval: 60_000});
  await status();
  await nextMoment();
  await send(ends);
  const warned = {provider: 'toy', status: 'FINE', statusReason: 'ENDS'};
  assert.deepEqual(await status(), warned);
  // Neither is a healthy status of the vendor while there is a warning.
  await nextMoment();
  await send(fine);
  assert.deepEqual(await status(), warned);
});

test('a warning is kept during a broken status, of which it is not the reason', async () => {
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

test('the host is notified of the most urgent of several warnings', async () => {
  const {send, states} = toyBackend();
  await send({change: {kind: 'warning', status: 'FINE', statusReason: 'NEW'}});
  await send(ends);
  await send({change: {kind: 'warning', status: 'FINE', statusReason: 'NEW'}});
  assert.deepEqual(states(), ['FINE NEW', 'FINE ENDS']);
});
