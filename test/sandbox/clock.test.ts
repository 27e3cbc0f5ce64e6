import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Clock} from '../../src/sandbox/clock.js';

/** A clock with a fixed real time, and a log of its actions. */
function still() {
  let real = 1_000_000;
  const clock = new Clock(() => real);
  const happened: string[] = [];
  return {
    clock,
    happened,
    wait: (milliseconds: number) => (real += milliseconds),
    note: (word: string) => () => void happened.push(word),
  };
}

test('advancing the clock runs due actions in the order of their times', () => {
  const {clock, happened, note} = still();
  clock.at(clock.now() + 3000, note('third'));
  clock.at(clock.now() + 1000, note('first'));
  clock.at(clock.now() + 1000, note('second'));
  clock.at(clock.now() + 3001, note('never'));
  assert.deepEqual(happened, []);
  clock.advance(3);
  assert.deepEqual(happened, ['first', 'second', 'third']);
  clock.close();
});

test('an action in the past runs immediately', () => {
  const {clock, happened, note} = still();
  clock.at(clock.now(), note('now'));
  assert.deepEqual(happened, ['now']);
});

test('an action that an action schedules for a past time runs in the same advance', () => {
  const {clock, happened, note} = still();
  const start = clock.now();
  clock.at(start + 1000, () => clock.at(start + 2000, note('later')));
  clock.advance(5);
  assert.deepEqual(happened, ['later']);
});

test('a cancelled action does not run', () => {
  const {clock, happened, note} = still();
  const cancel = clock.at(clock.now() + 1000, note('never'));
  clock.at(clock.now() + 1000, note('once'));
  cancel();
  clock.advance(2);
  cancel();
  assert.deepEqual(happened, ['once']);
});

test('an action runs by its timer', async () => {
  const clock = new Clock();
  // The clock's timer does not keep the process alive.
  const alive = setInterval(() => undefined, 1000);
  await new Promise<void>(resolve => clock.at(clock.now() + 5, resolve));
  clearInterval(alive);
});

test('an early timer and a delay beyond the longest timer do not run an action early', () => {
  const {clock, happened, wait, note} = still();
  clock.at(clock.now() + 60 * 86_400_000, note('in two months'));
  clock.catchUp();
  assert.deepEqual(happened, []);
  wait(60 * 86_400_000);
  clock.catchUp();
  assert.deepEqual(happened, ['in two months']);
});

test('a reset and a close cancel all actions and keep the real time', () => {
  const {clock, happened, note} = still();
  const start = clock.now();
  clock.advance(10);
  clock.at(start + 20_000, note('never'));
  assert.equal(clock.realNow(), start);
  clock.reset();
  clock.advance(30);
  clock.at(start + 60_000, note('never'));
  clock.close();
  clock.at(start, note('never'));
  clock.advance(90);
  assert.deepEqual(happened, []);
});
