import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../../src/testing/driver/poll.js';
import {onDemo} from './support/each-engine.js';
import type {RepairPage} from './support/repair-page.js';

/** Waits until the advice of an element contains `part`. It follows the status shortly. */
const waitForAdvice = async ({page}: RepairPage, row: string, part: string): Promise<void> => {
  await page.waitFor(
    (selector: string, text: string) =>
      document.querySelector(selector)?.shadowRoot?.querySelector('[part=advice]')?.textContent?.includes(text),
    `${row} bank-reconnect`,
    part,
  );
};

onDemo('a connection that only its bank can repair', withFixture => {
  it(
    'has an advice and no button',
    withFixture(async ({page}) => {
      const row = '[data-connection=conn_quiltt_waiting]';
      await waitForAdvice(page, row, 'cannot be reached');
      const shown = (selector: string) =>
        document.querySelector(selector)?.shadowRoot?.querySelector('[part=button]')?.checkVisibility() ?? false;
      assert.equal(await page.page.evaluate(shown, `${row} bank-reconnect`), false);
    }),
  );
});

onDemo('a page that is open during a change at a vendor', withFixture => {
  it(
    'is updated by a webhook, without a reload',
    withFixture(async ({page, servers}) => {
      // Repeated, because a page that has just been loaded may not be connected to the stream.
      await poll('a webhook in the page', async () => {
        await servers.change('meld', {status: 'IN_PROGRESS'});
        await servers.change('meld', {status: 'ACTIVE', statusReason: 'ACCESS_EXPIRING_SOON'});
        return page.page.evaluate(() => !!document.querySelector('#event-log li[data-event=webhook]'));
      });
      await page.waitForStatus('meld', 'ACTIVE');
      await waitForAdvice(page, '[data-connection=conn_meld]', 'ends soon');
    }),
  );
});
