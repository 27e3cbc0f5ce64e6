import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Clock} from '../../src/sandbox/clock.js';
import {ConnectionStore, type Connection} from '../../src/sandbox/connections.js';

const START = Date.UTC(2030, 0, 1);

/** A store with one broken connection, and the changes that its listener got. */
function fixture() {
  const clock = new Clock(() => START);
  const seed = (): Connection => ({
    id: 'one',
    environment: 'sandbox',
    institution: {id: 'bank', name: 'Bank'},
    status: 'BROKEN',
    statusReason: 'PASSWORD',
    bank: 'password',
    repairOutcome: 'repaired',
    updatedAt: START,
  });
  const vocabulary = {WELL: [null, 'SLOW'], BUSY: [null], BROKEN: ['PASSWORD', 'CONSENT']};
  const store = new ConnectionStore(clock, vocabulary, () => [seed()]);
  const changes: string[] = [];
  store.onChange(({status, statusReason}, before) =>
    changes.push(`${before.status}/${before.statusReason} > ${status}/${statusReason}`),
  );
  const one = () => store.find('one') ?? assert.fail('it is gone');
  return {clock, store, changes, one};
}

const steps = [
  {status: 'BUSY', afterSeconds: 0},
  {status: 'WELL', statusReason: 'SLOW', afterSeconds: 5},
];

test('a repair takes each step at its time and reports each to the listener', () => {
  const {clock, store, changes, one} = fixture();
  store.finishRepair(one(), steps);
  assert.deepEqual([one().status, one().statusReason], ['BUSY', null]);
  clock.advance(4);
  assert.equal(one().status, 'BUSY');
  clock.advance(10);
  assert.deepEqual([one().status, one().statusReason, one().updatedAt], ['WELL', 'SLOW', START + 5000]);
  assert.deepEqual(changes, ['BROKEN/PASSWORD > BUSY/null', 'BUSY/null > WELL/SLOW']);
});

test('a connection that stays broken takes the intermediate steps and returns to its status', () => {
  const {clock, store, changes, one} = fixture();
  store.change(one(), {repairOutcome: 'still-broken'});
  store.finishRepair(one(), steps);
  clock.advance(5);
  assert.deepEqual(changes, ['BROKEN/PASSWORD > BUSY/null', 'BUSY/null > BROKEN/PASSWORD']);
});

test('a manual change, a second repair, a removal and a reset cancel the remaining steps of a repair', () => {
  for (const interrupt of [
    ({store, one}: ReturnType<typeof fixture>) => store.change(one(), {status: 'BROKEN'}),
    ({store, one}: ReturnType<typeof fixture>) => store.finishRepair(one(), [{status: 'BROKEN', afterSeconds: 0}]),
    ({store, one}: ReturnType<typeof fixture>) => store.remove(one()),
    ({store}: ReturnType<typeof fixture>) => store.reset(),
  ]) {
    const all = fixture();
    const connection = all.one();
    all.store.finishRepair(connection, steps);
    interrupt(all);
    all.clock.advance(60);
    assert.notEqual(connection.status, 'WELL', interrupt.toString());
    assert.notEqual(all.store.find('one')?.status, 'WELL');
  }
});

test('the listener is only called for a changed status or reason', () => {
  const {store, changes, one} = fixture();
  store.change(one(), {status: 'BROKEN'});
  store.change(one(), {bank: 'down'});
  store.change(one(), {statusReason: 'CONSENT'});
  assert.deepEqual(changes, ['BROKEN/PASSWORD > BROKEN/CONSENT']);
});

test('a listener sees all fields of a change', () => {
  const {store, one} = fixture();
  let seen: unknown;
  store.onChange(({bank, status}) => (seen = [bank, status, store.find('one')?.status]));
  store.change(one(), {status: 'WELL', bank: 'oauth'});
  assert.deepEqual(seen, ['oauth', 'WELL', 'WELL']);
});
