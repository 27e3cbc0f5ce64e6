import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine, type Fixture} from '../e2e/support/each-engine.js';
import {eventOn, eventsOn, lonePage, returnPages, storedOn, tagPage, untilAt} from './return-support.js';

/** Opens Link for a bank that replaces the page, and waits for the bank's page. */
async function goToBank({page, servers}: Fixture, returnUrl: string): Promise<void> {
  await servers.setVariants({plaid: {oauthWindow: 'same'}});
  await servers.change('plaid', {bank: 'oauth'});
  servers.serve({'/': tagPage(servers, `return-url="${returnUrl}"`), '/back': lonePage(servers), ...returnPages()});
  await page.page.goto(`${servers.url}/`);
  await page.reconnect('plaid');
  await (await page.widget('plaid')).click({role: 'button', name: 'Sign in'});
  await page.page.waitFor(() => document.querySelector('[data-authorization]'));
}

inEachEngine("a bank of Plaid's that replaces the page", withFixture => {
  for (const [what, returnUrl, end] of [
    ['the page of the tag', '/', '/'],
    ['a page with nothing but the tag', '/back', '/back'],
    ['the return page, which goes back to the page of the tag', '/return.html', '/'],
  ] as const) {
    it(
      `returns to ${what}, on which the repair succeeds`,
      withFixture(async fixture => {
        const {page, servers} = fixture;
        await goToBank(fixture, returnUrl);
        await page.page.click({role: 'button', name: 'Allow'});
        await untilAt(page.page, servers.url + end);
        await eventOn(page.page, 'exited-successful');
        await eventOn(page.page, 'repair-confirmed');
        assert.equal(await page.page.evaluate('location.href'), servers.url + end);
        assert.ok(!(await eventsOn(page.page)).includes('repair-requested'));
        assert.deepEqual(Object.keys(await storedOn(page.page)), ['bank-reconnect-returns']);
        assert.equal((await servers.connection('plaid')).status, 'HEALTHY');
      }),
    );
  }

  it(
    'returns to Link when the person has denied the access, and a second trip succeeds',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await goToBank(fixture, '/');
      await page.page.click({role: 'button', name: 'Deny'});
      await untilAt(page.page, `${servers.url}/?oauth_state_id=`);
      await (await page.widget('plaid')).click({role: 'button', name: 'Sign in'});
      await page.page.waitFor(() => document.querySelector('[data-authorization]'));
      await page.page.click({role: 'button', name: 'Allow'});
      await untilAt(page.page, `${servers.url}/`);
      await eventOn(page.page, 'exited-successful');
    }),
  );

  it(
    'opens Link once for a URL that is reloaded',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await goToBank(fixture, '/');
      await page.page.click({role: 'button', name: 'Deny'});
      await untilAt(page.page, `${servers.url}/?oauth_state_id=`);
      const address = await page.page.evaluate<[], string>(() => location.href);
      await page.widget('plaid');
      await page.page.goto(address);
      assert.equal((await eventOn(page.page, 'exited-aborted')).detail.reason, 'returned');
      assert.equal(await page.page.evaluate('document.querySelectorAll("iframe").length'), 0);
      assert.doesNotMatch(JSON.stringify(await storedOn(page.page)), /link-sandbox/);
    }),
  );

  it(
    'ends as cancelled when the person cancels in Link after the return, and the next click opens it again',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      await goToBank(fixture, '/');
      await page.page.click({role: 'button', name: 'Deny'});
      await untilAt(page.page, `${servers.url}/?oauth_state_id=`);
      await (await page.widget('plaid')).click({role: 'button', name: 'Cancel'});
      assert.equal((await eventOn(page.page, 'exited-aborted')).detail.reason, 'cancelled');
      assert.equal(await page.page.evaluate('location.href'), `${servers.url}/`);
      await page.reconnect('plaid');
      await page.widget('plaid');
    }),
  );
});
