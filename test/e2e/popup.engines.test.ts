import assert from 'node:assert/strict';
import {it} from 'node:test';
import type {Page} from './driver/index.js';
import {poll} from '../../src/testing/driver/poll.js';
import {inEachEngine, type Fixture} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {tagFor} from './support/site.js';

const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-n'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";

/** Opens Plaid's hosted page from a page with a strict policy, and calls `run` with its window. */
async function withWindow({page, servers}: Fixture, run: (hosted: Page) => Promise<void>): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>Test</title>
    <script type="module" src="/dist/bank-reconnect.js" nonce="n"></script>
    ${tagFor('plaid', servers, 'display="popup"')}</html>`;
  const site = servers.serve({'/': {html, headers: {'content-security-policy': POLICY}}});
  await page.goto(`${site.url}/`);
  await page.reconnect('plaid');
  await run(await page.page.popup());
}

inEachEngine("Plaid's hosted page in a window", withFixture => {
  for (const hostedCoop of [false, true]) {
    it(
      hostedCoop ? 'repairs although it disconnects itself and so reads as closed' : 'repairs and closes',
      withFixture(async fixture => {
        const {page, servers} = fixture;
        await servers.setVariants({plaid: {hostedCoop}});
        await withWindow(fixture, async hosted => {
          await signIn(hosted);
          await page.waitForExit('successful');
          await page.waitForEvent('repair-confirmed');
        });
      }),
    );
  }

  it(
    'is opened only after all code that the repair needs has loaded',
    withFixture(async ({page, servers}) => {
      const html = `<!doctype html><title>Host</title><script type="module" src="/dist/bank-reconnect.js"></script>
        ${tagFor('plaid', servers, 'display="popup"')}`;
      const site = servers.serve({'/': {html}});
      await page.goto(`${site.url}/`);
      const idle = new Set(site.asked);
      await page.reconnect('plaid');
      const hosted = await page.page.popup();
      await hosted.waitFor(() => document.querySelector('button'));
      const paths = site.asked.filter(path => !idle.has(path));
      assert.ok(paths.length > 0);
      await page.click('plaid', {css: '[part=cancel]'});
      await page.waitForExit('aborted');
      for (const path of paths) {
        site.fail(path);
        await page.goto(`${site.url}/`);
        await page.reconnect('plaid');
        assert.equal((await page.waitForExit('errored')).detail.error?.code, 'script-blocked', path);
        assert.ok(!(await page.mainEvents()).includes('widget-opened'), path);
        site.stopFailing();
      }
    }),
  );

  it(
    'aborts with the reason cancelled when the person cancels it',
    withFixture(async fixture => {
      await withWindow(fixture, async hosted => {
        await hosted.click({role: 'button', name: 'Cancel'});
        assert.equal((await fixture.page.waitForExit('aborted')).detail.reason, 'cancelled');
      });
    }),
  );

  it(
    'that the person closes does not end the repair at once, and the button "Cancel" aborts it',
    withFixture(async fixture => {
      const {page} = fixture;
      await withWindow(fixture, async hosted => {
        await hosted.waitFor(() => document.querySelector('button'));
        await hosted.close();
        await page.click('plaid', {css: '[part=cancel]'});
        assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      });
    }),
  );

  it(
    'is closed by the button "Cancel"',
    withFixture(async fixture => {
      const {page} = fixture;
      await withWindow(fixture, async hosted => {
        await hosted.waitFor(() => document.querySelector('button'));
        await page.click('plaid', {css: '[part=cancel]'});
        await page.waitForExit('aborted');
        await poll('the window is closed', () => hosted.isClosed());
      });
    }),
  );
});
