import assert from 'node:assert/strict';
import {test} from 'node:test';
import {transitions, type RepairState} from '../../src/repair/states.js';

/** The allowed transitions, written independently of the table. */
const allowed = new Set([
  'idle requesting',
  'idle open',
  'idle completing',
  'requesting opening',
  'requesting idle',
  'opening open',
  'opening requesting',
  'opening idle',
  'open completing',
  'open requesting',
  'open idle',
  'completing verifying',
  'completing idle',
  'verifying idle',
]);

for (const from of Object.keys(transitions) as RepairState[]) {
  for (const to of Object.keys(transitions) as RepairState[]) {
    const pair = `${from} ${to}`;
    test(`${from} to ${to} is ${allowed.has(pair) ? 'allowed' : 'not allowed'}`, () => {
      assert.equal(transitions[from].includes(to), allowed.has(pair));
    });
  }
}
