import {until} from '../../helpers/until.js';
import {acts} from './acts.js';
import {assertEnded} from './invariants.js';
import {FaultyRepair} from './repair.js';
import type {Combination} from './table.js';

/** Runs a repair that meets the fault, and checks what holds after any repair. */
export async function run(combination: Combination): Promise<void> {
  const repair = new FaultyRepair(combination);
  await acts[combination.boundary](repair);
  await until(() => repair.isOver, 'the exit');
  repair.setAway(false);
  // What a late answer sets off has happened a task later.
  await new Promise(resolve => setTimeout(resolve));
  // A removed element is silent, unless the status was requested after the exit.
  const exits = repair.isRemoved && combination.boundary !== 'status' ? 0 : 1;
  await assertEnded(repair.element, repair.events, {before: repair.idle, exits});
}
