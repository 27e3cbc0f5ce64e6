import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onHostPage} from './support/each-engine.js';
import type {RepairPage} from './support/repair-page.js';

/** The size of an element in the shadow root, in CSS pixels. */
const sizeOf = (page: RepairPage, selector: string): Promise<[number, number]> =>
  page.page.evaluate((css: string) => {
    const root = document.querySelector('[data-provider=meld] bank-reconnect')!.shadowRoot!;
    const {width, height} = root.querySelector(css)!.getBoundingClientRect();
    return [Math.round(width), Math.round(height)] as [number, number];
  }, selector);

onHostPage("Meld's frame", withFixture => {
  it(
    'has the size that Meld documents',
    withFixture(async ({page}) => {
      await page.page.setViewport({width: 1280, height: 900});
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      assert.deepEqual(await sizeOf(page, '[part=frame]'), [360, 630]);
    }),
  );

  it(
    'fills the screen on a phone, with a visible close button',
    withFixture(async ({page}) => {
      await page.page.setViewport({width: 470, height: 800});
      await page.page.waitFor(() => innerWidth === 470);
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      assert.deepEqual(
        await sizeOf(page, '[part~=dialog]'),
        await page.page.evaluate(() => [innerWidth, innerHeight] as [number, number]),
      );
      await page.click('meld', {css: '[part=close]'});
      await page.waitForExit('aborted');
    }),
  );

  it(
    'has the name of the bank in its title, like its dialog',
    withFixture(async ({page}) => {
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      const names = await page.page.evaluate(() => {
        const root = document.querySelector('[data-provider=meld] bank-reconnect')!.shadowRoot!;
        return [root.querySelector('dialog')?.getAttribute('aria-label'), root.querySelector('iframe')?.title];
      });
      for (const name of names) assert.match(name ?? '', /Test Bank/);
    }),
  );
});
