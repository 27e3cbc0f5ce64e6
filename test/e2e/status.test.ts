import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from './driver/poll.js';
import {onDemo} from './support/each-engine.js';
import type {RepairPage} from './support/repair-page.js';

/** Waits until an element says of its connection what has `words` in it; the sentence comes a moment after the status. */
const waitForAdvice = async ({page}: RepairPage, row: string, words: string): Promise<void> => {
  await page.waitFor(
    (selector: string, text: string) =>
      document.querySelector(selector)?.shadowRoot?.querySelector('[part=advice]')?.textContent?.includes(text),
    `${row} bank-reconnect`,
    words,
  );
};

onDemo('a connection that only its bank can mend', inScene => {
  it(
    'has no button, and says why',
    inScene(async ({page}) => {
      const row = '[data-connection=conn_quiltt_waiting]';
      await waitForAdvice(page, row, 'cannot be reached');
      const shown = (selector: string) =>
        document.querySelector(selector)?.shadowRoot?.querySelector('[part=button]')?.checkVisibility() ?? false;
      assert.equal(await page.page.evaluate(shown, `${row} bank-reconnect`), false);
    }),
  );
});

onDemo('a page that is open while something happens at a vendor', inScene => {
  it(
    'hears of it by webhook, without being reloaded and without a question',
    inScene(async ({page, stage}) => {
      // Again and again, because a page that has only just been loaded may not follow yet.
      await poll('a webhook in the page', async () => {
        await stage.change('meld', {status: 'IN_PROGRESS'});
        await stage.change('meld', {status: 'ACTIVE', statusReason: 'ACCESS_EXPIRING_SOON'});
        return page.page.evaluate(() => !!document.querySelector('#event-log li[data-event=webhook]'));
      });
      await page.waitForStatus('meld', 'ACTIVE');
      await waitForAdvice(page, '[data-connection=conn_meld]', 'ends soon');
    }),
  );
});
