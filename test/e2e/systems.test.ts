import assert from 'node:assert/strict';
import {it} from 'node:test';
import type {Frame} from './driver/index.js';
import {onDemo} from './support/each-engine.js';
import {signIn, type RepairPage} from './support/repair-page.js';

/** A connection of the demo, its healthy status and the actions of a person who repairs it. */
interface System {
  id: string;
  healthy: string;
  repair(page: RepairPage, row: string): Promise<void>;
}

const overlay = (frame: string) => async (page: RepairPage) => await signIn(await page.page.frame(frame));

const dialog = async ({page}: RepairPage, row: string): Promise<Frame> =>
  await page.frame({css: 'iframe[part=frame]', within: row});

const inDialog = async (page: RepairPage, row: string): Promise<void> => await signIn(await dialog(page, row));

/** Ends MX's last screen. The element closes it by itself only after a time. */
const finish = async (widget: Frame): Promise<void> => await widget.click({role: 'button', name: 'Done'});

const inMxDialog = async (page: RepairPage, row: string): Promise<void> => {
  const widget = await dialog(page, row);
  await signIn(widget);
  await finish(widget);
};

const systems: readonly System[] = [
  {id: 'conn_plaid', healthy: 'HEALTHY', repair: overlay('iframe[id^=plaid-link-iframe]')},
  {id: 'conn_plaid_popup', healthy: 'HEALTHY', repair: async ({page}) => await signIn(await page.popup())},
  {id: 'conn_mx', healthy: 'CONNECTED', repair: inMxDialog},
  {
    id: 'conn_mx_expiring',
    healthy: 'CONNECTED',
    async repair(page, row) {
      const widget = await dialog(page, row);
      await widget.click({role: 'button', name: 'Sign in'});
      await (await page.page.popup()).click({role: 'button', name: 'Allow'});
      await finish(widget);
    },
  },
  {id: 'conn_meld', healthy: 'ACTIVE', repair: inDialog},
  {id: 'conn_quiltt', healthy: 'SYNCED', repair: overlay('iframe#quiltt--frame')},
  {id: 'conn_quiltt_plaid', healthy: 'SYNCED', repair: overlay('iframe[id^=plaid-link-iframe]')},
  {id: 'conn_quiltt_mx', healthy: 'SYNCED', repair: inMxDialog},
];

onDemo('a connection of each system', withFixture => {
  for (const {id, healthy, repair} of systems) {
    it(
      `is repaired, confirmed, and broken again: ${id}`,
      withFixture(async ({page}) => {
        const row = `[data-connection=${id}]`;
        await page.page.click({css: '[part=button]', within: row});
        await repair(page, row);
        const {detail} = await page.waitForEvent('repair-confirmed');
        assert.equal(detail.connectionId, id);
        await page.waitForExit('successful');
        const texts = (selector: string) => [
          document.querySelector(`${selector} [data-status]`)?.textContent,
          document.querySelector(`${selector} [data-reason]`)?.textContent,
        ];
        await page.page.waitFor(
          (selector: string, tone: string) => document.querySelector<HTMLElement>(selector)?.dataset['tone'] === tone,
          row,
          'healthy',
        );
        assert.deepEqual(await page.page.evaluate(texts, row), [healthy, '']);
        assert.match(await page.page.text({css: '[part=message]', within: row}), /connected again/);
        const offers = (selector: string) =>
          document.querySelector(selector)?.shadowRoot?.querySelector('[part=button]')?.checkVisibility() ?? false;
        assert.equal(await page.page.evaluate(offers, `${row} bank-reconnect`), false);
        await page.page.click({css: '[data-break]', within: row});
        // The element removes the success message and shows its button again.
        await page.page.waitFor(offers, `${row} bank-reconnect`);
      }),
    );
  }
});
