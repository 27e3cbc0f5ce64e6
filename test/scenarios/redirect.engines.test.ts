import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine, type Fixture} from '../e2e/support/each-engine.js';
import {eventOn, eventsOn, lonePage, returnPages, signInAt, storedOn, tagPage, untilAt} from './return-support.js';

const HOSTED = 'document.querySelector("[data-link-token]")';

/** Opens a page with `display="redirect"`, and waits until Hosted Link has replaced it. */
async function leave({page, servers}: Fixture, attributes = 'display="redirect"'): Promise<void> {
  servers.serve({'/': tagPage(servers, attributes), '/back': lonePage(servers), ...returnPages()});
  await page.page.goto(`${servers.url}/`);
  await page.reconnect('plaid');
  await page.page.waitFor(HOSTED);
}

inEachEngine('the display redirect', withFixture => {
  for (const [what, returnUrl, end] of [
    ['the page of the tag', '', '/'],
    ['a page with nothing but the tag', 'return-url="/back"', '/back'],
    ['the return page, which goes back to the page of the tag', 'return-url="/return.html"', '/'],
  ] as const) {
    it(
      `replaces the page, and the repair succeeds on ${what}`,
      withFixture(async fixture => {
        const {page, servers} = fixture;
        await leave(fixture, `display="redirect" ${returnUrl}`);
        await signInAt(page.page);
        await untilAt(page.page, servers.url + end);
        const {detail} = await eventOn(page.page, 'exited-successful');
        assert.equal(detail.connectionId, 'conn_plaid');
        await eventOn(page.page, 'repair-confirmed');
        assert.ok(!(await eventsOn(page.page)).includes('repair-requested'));
        assert.deepEqual(await storedOn(page.page), {});
        assert.equal((await servers.connection('plaid')).status, 'HEALTHY');
      }),
    );
  }

  it(
    'stores ids and times, and no token',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await leave(fixture);
      // Another page of the host, without a tag.
      await page.page.goto(servers.emptyUrl);
      const [[key, text]] = Object.entries(await storedOn(page.page)) as [[string, string]];
      assert.equal(key, 'bank-reconnect:conn_plaid');
      assert.deepEqual(Object.keys(JSON.parse(text) as object).sort(), [
        ...['connectionId', 'display', 'expiresAt', 'page', 'provider', 'repairId', 'startedAt', 'widget'],
      ]);
      assert.doesNotMatch(text, /link-|hosted/);
    }),
  );

  it(
    'ends as cancelled when the person cancels at the vendor',
    withFixture(async fixture => {
      const {page} = fixture;
      await leave(fixture);
      await page.page.click({role: 'button', name: 'Cancel'});
      assert.equal((await eventOn(page.page, 'exited-aborted')).detail.reason, 'cancelled');
    }),
  );

  it(
    'waits for the result of a person who goes back, who can try again',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await leave(fixture);
      await page.page.back();
      await untilAt(page.page, `${servers.url}/`);
      await page.waitForState('plaid', 'open');
      // The page is left right after the event.
      await page.page.evaluate(() =>
        addEventListener('exited-aborted', ({detail}) => localStorage.setItem('reason', detail.reason)),
      );
      await page.click('plaid', {css: '[part=retry]'});
      await page.page.waitFor(HOSTED);
      await page.page.back();
      await untilAt(page.page, `${servers.url}/`);
      assert.equal(await page.page.evaluate(() => localStorage.getItem('reason')), 'closed');
    }),
  );
});
