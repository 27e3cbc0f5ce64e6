import assert from 'node:assert/strict';
import type {ContractFixture} from '../contract.js';
import {exitsOf} from '../person.js';
import {assertCleanExits} from './watch.js';

/** Asserts that an attempt with an expired token has one exit, and that the next attempt succeeds. */
export async function repairAfterDeadToken(
  fixture: Pick<ContractFixture, 'page' | 'person' | 'host' | 'standIn'>,
): Promise<void> {
  const {page, person} = fixture;
  await person.openWithDeadToken(fixture);
  const [first, ...more] = await exitsOf(page);
  assert.match(first!, /^(aborted|errored)$/);
  assert.deepEqual(more, []);
  await person.open();
  await person.signIn(await person.widget());
  await page.waitForEvent('exited-successful');
  await page.waitForEvent('repair-confirmed');
  await assertCleanExits(page.page, [first!, 'successful']);
}
