import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../../src/testing/driver/poll.js';
import type {Page} from '../e2e/driver/index.js';
import {inEachEngine, type Fixture} from '../e2e/support/each-engine.js';
import {signIn} from '../e2e/support/repair-page.js';
import {tagFor} from '../e2e/support/site.js';

const SCRIPT = '<script type="module" src="/dist/bank-reconnect.js"></script>';

/** Opens a host's page with a tag that repairs in a window. */
async function openHost({page, servers}: Fixture, headers: Record<string, string> = {}, more = ''): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>Host</title>${SCRIPT}${tagFor('plaid', servers, 'display="popup"')}${more}</html>`;
  const site = servers.serve({'/': {html, headers}});
  await page.goto(`${site.url}/`);
}

/** Clicks the button and returns the window with the bank's page. */
async function openWindow({page}: Fixture): Promise<Page> {
  await page.reconnect('plaid');
  const hosted = await page.page.popup();
  await hosted.waitFor(() => document.querySelector('button'));
  return hosted;
}

inEachEngine('a window without a click', (withFixture, engine) => {
  // Playwright's Firefox blocks no window, whatever its settings.
  if (engine === 'firefox') return;
  it(
    'is blocked by the browser, the error says why, and a click opens it',
    withFixture(async fixture => {
      const {page} = fixture;
      const open = `<script type="module">
        await customElements.whenDefined('bank-reconnect');
        document.querySelector('bank-reconnect').open();
      </script>`;
      await openHost(fixture, {}, open);
      await page.page.waitFor(() => document.querySelector('bank-reconnect')?.error);
      const error = await page.page.evaluate(() => {
        const {code, message} = document.querySelector('bank-reconnect')!.error!;
        return {code, message};
      });
      assert.equal(error.code, 'popup-blocked');
      assert.equal(error.message, 'open() was not called in a click');
      const hosted = await openWindow(fixture);
      await signIn(hosted);
      await page.waitForEvent('repair-confirmed');
    }),
  );
});

inEachEngine('a window that the person closes', withFixture => {
  it(
    'ends as returned with "I have finished"',
    withFixture(async fixture => {
      const {page} = fixture;
      await openHost(fixture);
      const hosted = await openWindow(fixture);
      await hosted.close();
      await page.click('plaid', {css: '[part=finished]'});
      await page.page.waitFor(() =>
        document
          .querySelector('bank-reconnect')
          ?.shadowRoot?.querySelector('[role=status]')
          ?.textContent?.includes('Checking'),
      );
      // The wait for a result takes two thirds of the driver's limit, so the exit has one of its own.
      await page.waitForState('plaid', 'idle').catch(() => undefined);
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'returned');
    }),
  );

  it(
    'is opened again by a click on the button',
    withFixture(async fixture => {
      const {page} = fixture;
      await openHost(fixture);
      const hosted = await openWindow(fixture);
      await hosted.close();
      const second = await openWindow(fixture);
      await signIn(second);
      await page.waitForEvent('repair-confirmed');
      await poll('the window is closed', () => second.isClosed());
    }),
  );
});

inEachEngine('Cross-Origin-Opener-Policy', withFixture => {
  for (const policy of ['same-origin', 'same-origin-allow-popups']) {
    for (const hostedCoop of [false, true]) {
      it(
        `${policy} of the host${hostedCoop ? ', and same-origin of the bank,' : ''} lets a repair succeed`,
        withFixture(async fixture => {
          const {page, servers} = fixture;
          await servers.setVariants({plaid: {hostedCoop}});
          await openHost(fixture, {'cross-origin-opener-policy': policy});
          const hosted = await openWindow(fixture);
          assert.equal(await page.state('plaid'), 'open');
          await signIn(hosted);
          await page.waitForExit('successful');
          await page.waitForEvent('repair-confirmed');
        }),
      );
    }
  }
});

inEachEngine('the Back button', withFixture => {
  it(
    'restores a page in mid-repair, which learns that the repair is completed or can start another',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await openHost(fixture);
      const hosted = await openWindow(fixture);
      await page.page.goto(servers.emptyUrl);
      if (!(await hosted.isClosed())) await signIn(hosted);
      await page.page.back();
      await page.page.waitFor(() => document.querySelector('bank-reconnect')?.shadowRoot?.querySelector('button'));
      if ((await page.state('plaid')) === 'open') {
        await page.page.waitFor(() => document.querySelector('bank-reconnect')?.state !== 'open');
      } else {
        // The browser has loaded the page again.
        assert.equal(await page.state('plaid'), 'idle');
      }
    }),
  );

  it(
    'leaves the page with one step after a repair in a frame',
    withFixture(async ({page, servers}) => {
      const html = `<!doctype html><html lang="en"><title>Host</title>${SCRIPT}${tagFor('meld', servers)}</html>`;
      const site = servers.serve({'/': {html}});
      await page.goto(`${site.url}/`);
      const before = await page.page.evaluate(() => history.length);
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      await page.page.evaluate(() => document.querySelector('bank-reconnect')!.close());
      await page.waitForExit('aborted');
      assert.equal(await page.page.evaluate(() => history.length), before);
      await page.page.back();
      await page.page.waitFor(() => !document.querySelector('bank-reconnect'));
    }),
  );
});
