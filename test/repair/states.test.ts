import assert from 'node:assert/strict';
import {test} from 'node:test';
import {transitions, type RepairState} from '../../src/repair/states.js';

/** The contract's own words, as pairs; everything else must be refused. */
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
    test(`${from} to ${to} is ${allowed.has(pair) ? 'a change' : 'ignored'}`, () => {
      assert.equal(transitions[from].includes(to), allowed.has(pair));
    });
  }
}
