import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine, onDemo} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import type {RepairPage} from './support/repair-page.js';
import {tagFor} from './support/site.js';

/** Navigates away and back. The browser restores the page from its cache or loads it again. */
async function leaveAndReturn(page: RepairPage, home: string): Promise<void> {
  await page.page.goto('about:blank');
  await page.page.back();
  await page.page.waitFor((url: string) => location.href.startsWith(url) && document.readyState === 'complete', home);
  if (!(await page.page.evaluate(() => 'recordedEvents' in window))) await page.listen();
}

onDemo('a page after the Back button', withFixture => {
  it(
    'can repair a connection',
    withFixture(async ({page, servers}) => {
      await leaveAndReturn(page, servers.url);
      await page.reconnect('plaid');
      await signIn(await page.widget('plaid'));
      await page.waitForEvent('repair-confirmed');
      await page.waitForStatus('plaid', 'HEALTHY');
    }),
  );

  it(
    'shows a repaired connection as repaired',
    withFixture(async ({page, servers}) => {
      await page.reconnect('meld');
      await signIn(await page.widget('meld'));
      await page.waitForEvent('repair-confirmed');
      await leaveAndReturn(page, servers.url);
      await page.waitForStatus('meld', 'ACTIVE');
    }),
  );
});

inEachEngine('a page that is left during a repair', withFixture => {
  for (const provider of ['meld', 'plaid'] as const) {
    it(
      `can open a repair after the Back button, with ${provider}`,
      withFixture(async ({page, servers}) => {
        const script = '<script type="module" src="/dist/bank-reconnect.js"></script>';
        const html = `<!doctype html><title>Host</title>${script}${tagFor(provider, servers)}`;
        const site = servers.serve({'/': {html}});
        await page.goto(`${site.url}/`);
        await page.reconnect(provider);
        await page.waitForState(provider, 'open');
        await leaveAndReturn(page, site.url);
        // The page is restored with its widget, which can be closed, or loaded again. Closed by a script, because
        // Playwright cannot click in a page that Firefox has restored.
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
