import assert from 'node:assert/strict';
import {it} from 'node:test';
import type {ContractStandIn, ProviderContract} from '../contract.js';
import {exitsOf} from '../person.js';
import type {WithFixture} from '../with-fixture.js';
import {waitForAlert} from '../widget-actions.js';
import {repairAfterDeadToken} from './dead-token.js';
import {assertCleanExits} from './watch.js';

/** Defines the tests for answers of the backend and the aggregator. Engines do not differ in them. */
export function defineAnswerTests<StandIn extends ContractStandIn>(
  {bankDown, healthy, beyondRepair}: ProviderContract<StandIn>,
  withFixture: WithFixture<StandIn>,
): void {
  it(
    'an unreachable bank ends the repair with the expected exit and code',
    {skip: bankDown ? false : 'the contract has no bankDown'},
    withFixture(async ({page, standIn, person}) => {
      const {alert, exit, code} = bankDown!;
      await standIn.breakBank!();
      await person.open();
      const widget = await person.widget();
      await waitForAlert(widget, alert);
      await person.leave(widget);
      assert.equal((await page.waitForExit(exit)).detail.error?.code, code);
      await assertCleanExits(page.page, [exit]);
    }),
  );

  it(
    'a failing API is a retryable error, and the next attempt succeeds',
    withFixture(async ({page, standIn, person}) => {
      await standIn.failApi({status: 500});
      await person.open();
      const {error} = (await page.waitForExit('errored')).detail;
      assert.deepEqual([error!.code, error!.retryable], ['backend-unavailable', true]);
      await standIn.failApi();
      await person.open();
      await person.signIn(await person.widget());
      await page.waitForEvent('exited-successful');
      await page.waitForEvent('repair-confirmed');
      await assertCleanExits(page.page, ['errored', 'successful']);
    }),
  );

  it(
    'a rate limit is an error with retryAfter',
    withFixture(async ({page, standIn, person}) => {
      await standIn.failApi({status: 429, retryAfter: 7});
      await person.open();
      const {code, retryAfter} = (await page.waitForExit('errored')).detail.error!;
      assert.deepEqual([code, retryAfter], ['rate-limited', 7]);
    }),
  );

  it(
    'a healthy connection ends with one exit, with or without a widget',
    withFixture(async ({page, standIn, person}) => {
      await standIn.setStatus(healthy);
      await person.open();
      await person.waitForAnswer();
      if (!(await exitsOf(page)).length) await person.close();
      const [exit] = (await page.events()).filter(({type}) => type.startsWith('exited-'));
      if (!exit!.detail.alreadyHealthy) await page.waitForEvent('repair-confirmed');
      assert.equal((await exitsOf(page)).length, 1);
    }),
  );

  it(
    'a connection that the person cannot repair opens no widget',
    withFixture(async ({page, standIn, person}) => {
      await standIn.setStatus(beyondRepair.status);
      await person.open();
      const {error} = (await page.waitForExit('errored')).detail;
      assert.equal(error!.code, beyondRepair.code);
      assert.ok(!(await page.mainEvents()).includes('widget-opened'));
      await assertCleanExits(page.page, ['errored']);
    }),
  );

  it(
    'a success of a connection that is still broken is not confirmed until it is healthy',
    withFixture(async ({page, standIn, person}) => {
      await standIn.keepBroken();
      await person.open();
      const widget = await person.widget();
      await person.signIn(widget);
      assert.equal((await page.waitForExit('successful')).detail.verifying, true);
      const hasTwoRequests = () =>
        performance.getEntriesByType('resource').filter(({name}) => name.includes('/api/status')).length > 1;
      await page.page.waitFor(hasTwoRequests);
      assert.equal((await page.mainEvents()).at(-1), 'exited-successful');
      await standIn.setStatus(healthy);
      await page.waitForEvent('repair-confirmed');
      await assertCleanExits(page.page, ['successful']);
    }),
  );

  it('an expired token fails only one attempt', withFixture(repairAfterDeadToken));
}
