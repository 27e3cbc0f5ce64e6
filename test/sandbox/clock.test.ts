import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Clock} from '../../src/sandbox/clock.js';

/** A clock whose real time stands still, and what has happened on it. */
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

test('what is due happens when the clock is moved, in the order of its times', () => {
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

test('a time that has come happens at once', () => {
  const {clock, happened, note} = still();
  clock.at(clock.now(), note('now'));
  assert.deepEqual(happened, ['now']);
});

test('what one thing plans for a time that has come happens in the same move', () => {
  const {clock, happened, note} = still();
  const start = clock.now();
  clock.at(start + 1000, () => clock.at(start + 2000, note('later')));
  clock.advance(5);
  assert.deepEqual(happened, ['later']);
});

test('what is called off does not happen', () => {
  const {clock, happened, note} = still();
  const cancel = clock.at(clock.now() + 1000, note('never'));
  clock.at(clock.now() + 1000, note('once'));
  cancel();
  clock.advance(2);
  cancel();
  assert.deepEqual(happened, ['once']);
});

test('it happens by waiting too, without anybody reading', async () => {
  const clock = new Clock();
  // The clock's own timer keeps no process alive, so the test does.
  const alive = setInterval(() => undefined, 1000);
  await new Promise<void>(resolve => clock.at(clock.now() + 5, resolve));
  clearInterval(alive);
});

test('a timer that fires early, and a delay beyond a timer’s reach, change nothing', () => {
  const {clock, happened, wait, note} = still();
  clock.at(clock.now() + 60 * 86_400_000, note('in two months'));
  clock.catchUp();
  assert.deepEqual(happened, []);
  wait(60 * 86_400_000);
  clock.catchUp();
  assert.deepEqual(happened, ['in two months']);
});

test('a reset and a close call everything off; real time is left as it is', () => {
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
