import assert from 'node:assert/strict';
import {exitsOf} from './person.js';
import type {ContractScene} from './scenes.js';
import {assertCleanExits} from './watch.js';

/** An expired token costs one attempt, with one exit. */
export async function repairAfterDeadToken({page, host, person}: ContractScene): Promise<void> {
  await person.openWithDeadToken(host);
  const [first, ...more] = await exitsOf(page);
  assert.match(first!, /^(aborted|errored)$/);
  assert.deepEqual(more, []);
  await person.open();
  await person.signIn(await person.widget());
  await page.waitForEvent('exited-successful');
  await page.waitForEvent('repair-confirmed');
  await assertCleanExits(page.page, [first!, 'successful']);
}
