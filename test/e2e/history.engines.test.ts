import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine, onDemo} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import type {RepairPage} from './support/repair-page.js';
import {tagFor} from './support/site.js';

/** Goes away and comes back; the browser may have kept the page as it was, or load it anew. */
async function awayAndBack(page: RepairPage, home: string): Promise<void> {
  await page.page.goto('about:blank');
  await page.page.back();
  await page.page.waitFor((url: string) => location.href.startsWith(url) && document.readyState === 'complete', home);
  if (!(await page.page.evaluate(() => 'heard' in window))) await page.listen();
}

onDemo('coming back by the Back button', inScene => {
  it(
    'finds a page that repairs',
    inScene(async ({page, stage}) => {
      await awayAndBack(page, stage.url);
      await page.reconnect('plaid');
      await signIn(await page.widget('plaid'));
      await page.waitForEvent('repair-confirmed');
      await page.waitForStatus('plaid', 'HEALTHY');
    }),
  );

  it(
    'finds a page that shows a repaired connection as repaired',
    inScene(async ({page, stage}) => {
      await page.reconnect('meld');
      await signIn(await page.widget('meld'));
      await page.waitForEvent('repair-confirmed');
      await awayAndBack(page, stage.url);
      await page.waitForStatus('meld', 'ACTIVE');
    }),
  );
});

inEachEngine('a page that was left in the middle of a repair', inScene => {
  for (const provider of ['meld', 'plaid'] as const) {
    it(
      `is not frozen after Back, with ${provider}`,
      inScene(async ({page, stage}) => {
        const script = '<script type="module" src="/dist/bank-reconnect.js"></script>';
        const html = `<!doctype html><title>Host</title>${script}${tagFor(provider, stage)}`;
        const site = stage.serve({'/': {html}});
        await page.goto(`${site.url}/`);
        await page.reconnect(provider);
        await page.waitForState(provider, 'open');
        await awayAndBack(page, site.url);
        // Either the page is as it was, with its widget, which can be left; or it begins anew. By script, because
        // Playwright cannot click in a page that Firefox has kept.
        if ((await page.state(provider)) !== 'idle') {
          await page.page.evaluate(() => document.querySelector('bank-reconnect')?.close());
          assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
          await page.widgetGone();
        }
        await page.page.evaluate(() => void document.querySelector('bank-reconnect')?.open());
        await page.waitForState(provider, 'open');
      }),
    );
  }
});
