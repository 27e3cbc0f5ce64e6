import assert from 'node:assert/strict';
import {it} from 'node:test';
import type {ContractStandIn, ProviderContract} from '../contract.js';
import {poll} from '../driver/poll.js';
import {isGone} from '../person.js';
import type {WithFixture} from '../with-fixture.js';
import {assertCleanExits, assertNoSecrets} from './watch.js';

/** Defines the tests in which engines can differ: frames, vendor scripts, messages, windows. */
export function defineSurfaceTests<StandIn extends ContractStandIn>(
  {broken, healthy, cancel, hasBankWindow}: ProviderContract<StandIn>,
  withFixture: WithFixture<StandIn>,
): void {
  it(
    'a repair succeeds and is confirmed',
    withFixture(async ({page, standIn, person}) => {
      await person.open();
      const widget = await person.widget();
      await person.waitForWidget();
      await assertNoSecrets(page.page);
      await person.signIn(widget);
      await page.waitForEvent('repair-confirmed');
      assert.equal(await standIn.status(), healthy);
      await page.waitForExit('successful');
      await assertNoSecrets(page.page);
      await assertCleanExits(page.page, ['successful']);
    }),
  );

  it(
    'closing the widget aborts the repair, which is not confirmed',
    withFixture(async ({page, standIn, person}) => {
      await person.open();
      await person.widget();
      await person.waitForWidget();
      await person.close();
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      assert.equal(await standIn.status(), broken);
      await assertCleanExits(page.page, ['aborted']);
      await assertNoSecrets(page.page);
    }),
  );

  it(
    'a cancel in the widget aborts the repair',
    withFixture(async ({page, standIn, person}) => {
      await person.open();
      const widget = await person.widget();
      await person.waitForWidget();
      await person.cancel(widget);
      assert.equal((await page.waitForExit('aborted')).detail.reason, cancel);
      assert.equal(await standIn.status(), broken);
      await assertCleanExits(page.page, ['aborted']);
    }),
  );

  it(
    'a removed element removes its widget without an exit event',
    withFixture(async ({page, person}) => {
      await person.open();
      const widget = await person.widget();
      await person.waitForWidget();
      await page.page.evaluate(() => document.querySelector('bank-reconnect')!.remove());
      await poll('the end of the widget', () => isGone(widget));
      await assertCleanExits(page.page, []);
    }),
  );

  it(
    'a repair at a bank with its own window succeeds when the person allows the access',
    {skip: hasBankWindow ? false : 'the contract has no hasBankWindow'},
    withFixture(async ({page, standIn, person}) => {
      await standIn.useBankWindow!();
      await person.open();
      const widget = await person.widget();
      await person.allow(widget);
      await person.finish(widget);
      await page.waitForEvent('repair-confirmed');
      await page.waitForExit('successful');
      await assertNoSecrets(page.page);
    }),
  );
}
