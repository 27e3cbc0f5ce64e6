import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../e2e/driver/poll.js';
import type {Contract} from './contract.js';
import {isGone} from './person.js';
import type {InScene} from './scenes.js';
import {assertCleanExits, assertNoSecrets} from './watch.js';

/** The tests of every provider in which engines can differ: frames, vendor scripts, messages, windows. */
export function holdSurfaceContract(contract: Contract, inScene: InScene): void {
  it(
    'a repair succeeds and is confirmed',
    inScene(async ({page, host, person}) => {
      await person.open();
      const widget = await person.widget();
      await person.seen();
      await assertNoSecrets(page.page);
      await person.signIn(widget);
      await page.waitForEvent('repair-confirmed');
      assert.equal((await host.described())!.healthy, true);
      await page.waitForExit('successful');
      await assertNoSecrets(page.page);
      await assertCleanExits(page.page, ['successful']);
    }),
  );

  it(
    'leaving the widget is an abort, and nothing is confirmed',
    inScene(async ({page, host, person}) => {
      await person.open();
      await person.widget();
      await person.seen();
      await person.close();
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      assert.equal((await host.described())!.status, contract.broken);
      await assertCleanExits(page.page, ['aborted']);
      await assertNoSecrets(page.page);
    }),
  );

  it(
    'a cancel in the widget is an abort',
    inScene(async ({page, host, person}) => {
      await person.open();
      const widget = await person.widget();
      await person.seen();
      await person.cancel(widget);
      assert.equal((await page.waitForExit('aborted')).detail.reason, contract.cancel);
      assert.equal((await host.described())!.status, contract.broken);
      await assertCleanExits(page.page, ['aborted']);
    }),
  );

  it(
    'a removed element removes its widget without an event',
    inScene(async ({page, person}) => {
      await person.open();
      const widget = await person.widget();
      await person.seen();
      await page.page.evaluate(() => document.querySelector('bank-reconnect')!.remove());
      await poll('the end of the widget', () => isGone(widget));
      await assertCleanExits(page.page, []);
    }),
  );

  it(
    'a bank that opens its own window is repaired when the person allows it there',
    inScene(async ({page, host, person}) => {
      await host.change({bank: 'oauth-coop'});
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
