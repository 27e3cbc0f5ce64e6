import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onHostPage} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import type {RepairPage} from './support/repair-page.js';

/** Whether the button that started the repair has the focus. */
const isFocusRestored = (page: RepairPage, provider: string): Promise<boolean> =>
  page.page.evaluate(
    (selector: string) =>
      document.querySelector(selector)?.shadowRoot?.activeElement?.matches('[part=button]') === true,
    `[data-provider=${provider}] bank-reconnect`,
  );

onHostPage('an abort', withFixture => {
  it(
    'by Cancel in Link has the reason cancelled',
    withFixture(async ({page}) => {
      await page.reconnect('plaid');
      await (await page.widget('plaid')).click({role: 'button', name: 'Cancel'});
      const {detail} = await page.waitForExit('aborted');
      assert.equal(detail.reason, 'cancelled');
      assert.equal(detail.error, undefined);
      await page.widgetGone();
      assert.equal(await page.state('plaid'), 'idle');
      assert.ok(await isFocusRestored(page, 'plaid'), 'the focus is back on the button');
    }),
  );

  it(
    'by the close button after Cancel in Meld, which is not reported, has the reason closed',
    withFixture(async ({page}) => {
      await page.reconnect('meld');
      const widget = await page.widget('meld');
      await widget.click({role: 'button', name: 'Cancel'});
      await widget.waitFor(() => document.querySelector('#heading')?.textContent === 'Cancelled');
      // The page has received all messages of the cancel after another task.
      await page.page.evaluate(() => new Promise(resolve => setTimeout(resolve)));
      assert.equal(await page.state('meld'), 'open');
      await page.click('meld', {role: 'button', name: 'Close'});
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      await page.widgetGone();
      assert.ok(await isFocusRestored(page, 'meld'), 'the focus is back on the button');
    }),
  );

  it(
    'by Escape on the dialog has the reason closed',
    withFixture(async ({page}) => {
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      await page.page.waitFor(() => {
        const close = document
          .querySelector('[data-provider=meld] bank-reconnect')
          ?.shadowRoot?.querySelector<HTMLElement>('[part=close]');
        close?.focus();
        return close?.matches(':focus');
      });
      await page.page.press('Escape');
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      await page.widgetGone();
      assert.ok(await isFocusRestored(page, 'meld'), 'the focus is back on the button');
    }),
  );

  it(
    'restores the scrolling of the page',
    withFixture(async ({page}) => {
      const overflow = () => page.page.evaluate(() => getComputedStyle(document.documentElement).overflowY);
      const before = await overflow();
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      assert.notEqual(await overflow(), before);
      await page.click('meld', {css: '[part=close]'});
      await page.waitForExit('aborted');
      assert.equal(await overflow(), before);
    }),
  );

  it(
    'by close() removes Link',
    withFixture(async ({page}) => {
      await page.reconnect('plaid');
      await page.waitForState('plaid', 'open');
      await page.page.evaluate(() => document.querySelector('bank-reconnect')?.close());
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      await page.widgetGone();
    }),
  );

  it(
    'can be followed by a repair',
    withFixture(async ({page, servers}) => {
      await page.reconnect('plaid');
      await (await page.widget('plaid')).click({role: 'button', name: 'Cancel'});
      await page.waitForExit('aborted');
      await page.widgetGone();
      await page.reconnect('plaid');
      await signIn(await page.widget('plaid'));
      await page.waitForEvent('repair-confirmed');
      assert.equal((await servers.connection('plaid')).status, 'HEALTHY');
    }),
  );
});
