import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../../src/testing/driver/poll.js';
import {inEachEngine, type Fixture} from '../e2e/support/each-engine.js';
import type {Page} from '../e2e/driver/index.js';
import {eventOn, returnPages, signInAt, storedOn, tagPage} from './return-support.js';

/** Opens Hosted Link in a popup of a page whose vendor returns to the return page. Returns the popup. */
async function openPopup({page, servers}: Fixture): Promise<Page> {
  servers.serve({'/': tagPage(servers, 'display="popup" return-url="/return.html"'), ...returnPages()});
  await page.page.goto(`${servers.url}/`);
  await page.reconnect('plaid');
  const popup = await page.page.popup();
  await popup.waitFor(() => document.querySelector('[data-link-token]'));
  return popup;
}

/** Shows the return page in the window, with a record in its session storage. */
async function show({page, servers}: Fixture, query: string, stored: Record<string, unknown> | null): Promise<Page> {
  servers.serve({'/': {html: '<!doctype html><title>Host</title>'}, ...returnPages()});
  await page.page.goto(`${servers.url}/`);
  await page.page.evaluate((record: Record<string, unknown> | null) => {
    if (record) sessionStorage.setItem('bank-reconnect:conn_1', JSON.stringify(record));
  }, stored);
  await page.page.goto(`${servers.url}/return.html${query}`);
  await page.page.waitFor(() => document.readyState === 'complete');
  return page.page;
}

const record = (changes: Record<string, unknown> = {}) => ({
  connectionId: 'conn_1',
  repairId: '1-2-3-4',
  provider: 'plaid',
  widget: 'plaid',
  display: 'redirect',
  startedAt: Date.now(),
  expiresAt: Date.now() + 600_000,
  page: 'about:blank',
  ...changes,
});

inEachEngine('the return page in a popup', withFixture => {
  for (const hostedCoop of [false, true]) {
    it(
      `closes it, and the repair succeeds${hostedCoop ? ', although the vendor has cut the opener' : ''}`,
      withFixture(async fixture => {
        const {page, servers} = fixture;
        await servers.setVariants({plaid: {hostedCoop}});
        const popup = await openPopup(fixture);
        await signInAt(popup);
        await eventOn(page.page, 'exited-successful');
        await poll('the popup is closed', () => popup.isClosed());
        assert.deepEqual(await storedOn(page.page), {});
      }),
    );
  }

  it(
    'reports a person who is back without a result, and the element asks for it',
    withFixture(async fixture => {
      const {page, servers} = fixture;
      const popup = await openPopup(fixture);
      // The vendor's page goes to the return page without an end of the session.
      await popup.evaluate(
        (address: string) => void setTimeout(() => location.assign(address)),
        `${servers.url}/return.html`,
      );
      await poll('the popup is closed', () => popup.isClosed());
      await page.page.waitFor(
        () =>
          document.querySelector('bank-reconnect')!.shadowRoot!.querySelector('[part=message]')!.textContent ===
          'Checking the connection…',
      );
    }),
  );
});

inEachEngine('the return page in the window itself', withFixture => {
  it(
    'goes back to the page on which the repair began, with the address of the return',
    withFixture(async fixture => {
      const {servers} = fixture;
      const page = await show(fixture, '?oauth_state_id=s', record({page: `${servers.url}/?a=b#c`}));
      await page.waitFor((address: string) => location.href === address, `${servers.url}/?a=b#c`);
      const text = (await storedOn(page))['bank-reconnect:conn_1']!;
      assert.equal(
        (JSON.parse(text) as {returnedTo: string}).returnedTo,
        `${servers.url}/return.html?oauth_state_id=s`,
      );
    }),
  );

  for (const [what, stored] of Object.entries({
    'no record': null,
    'an expired record': record({expiresAt: 1}),
    'a record with a page of another origin': record({page: 'https://elsewhere.example/'}),
    'a record with a script as its page': record({page: 'javascript:document.title="run"'}),
    'a malformed record': {repairId: '1-2-3-4'},
  })) {
    it(
      `stays, and tells the person to close the window, with ${what}`,
      withFixture(async fixture => {
        const page = await show(fixture, '', stored);
        assert.equal(await page.text('p'), 'You are back. You can close this window.');
        assert.equal(await page.evaluate('document.title'), 'You are back');
        assert.deepEqual((await storedOn(page))['bank-reconnect-return'], undefined);
      }),
    );
  }

  it(
    'reports the repair that its address names once, and not after a reload',
    withFixture(async fixture => {
      const page = await show(fixture, '?repair=1-2-3-4&kept=1', null);
      const {url} = fixture.servers;
      assert.equal(await page.evaluate('location.href'), `${url}/return.html?kept=1`);
    }),
  );
});
