import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine, type Fixture} from '../e2e/support/each-engine.js';
import type {SitePage} from '../e2e/support/site.js';

/** The paths of the vendors' scripts below `sandbox-url`. */
const scripts = {plaid: '/plaid/link/v2/stable/link-initialize.js', quiltt: '/quiltt/v1/connector.js'};

const tokens = {
  plaid: {provider: 'plaid', linkToken: 'link-secret'},
  quiltt: {provider: 'quiltt', connectorId: 'connector', sessionToken: 'session-secret'},
};

const script = (code: string): SitePage => ({html: code, headers: {'content-type': 'text/javascript'}});

/** What an ad blocker or a broken release makes of a vendor's script. */
const brokenScripts: Record<string, SitePage | undefined> = {
  'whose request fails': undefined,
  'that loads and defines nothing': script(''),
  'that an ad blocker has replaced by an empty global': script('window.Plaid = {}; window.Quiltt = () => {};'),
  'that throws': script('throw Object.assign(new Error("Blocked"), {toString: () => "Blocked"});'),
};

/** The element's notice of a slow widget comes after a second instead of fifteen. */
const SHORT_PATIENCE = `<script>
  const {setTimeout: original} = window;
  window.setTimeout = (run, ms, ...values) => original(run, ms === 15000 ? 1000 : ms, ...values);
</script>`;

/** A page with one element whose token is in it. The site itself takes the place of the vendors. */
const hostPage = (url: string, token: object, headers: Record<string, string> = {}): SitePage => ({
  html: `<!doctype html><html lang="en"><title>Host</title>${SHORT_PATIENCE}
    <script type="module" src="/dist/bank-reconnect.js"></script>
    <bank-reconnect connection-id="conn_1" institution-name="Test Bank" sandbox-url="${url}"></bank-reconnect>
    <script>document.querySelector('bank-reconnect').fetchToken = () => (${JSON.stringify(token)});</script>`,
  headers,
});

/** Forgets the errors of the page that the test has made itself. */
const forgetPageErrors = ({page}: Fixture) =>
  page.page.evaluate(() => {
    (window as unknown as {pageErrors: string[]}).pageErrors.length = 0;
  });

const message = ({page}: Fixture): Promise<string> => page.page.text('[part=message]');

inEachEngine("a vendor's script", withFixture => {
  for (const vendor of ['plaid', 'quiltt'] as const) {
    for (const [what, answer] of Object.entries(brokenScripts)) {
      it(
        `of ${vendor} ${what} ends the repair as script-blocked, and the person is told`,
        withFixture(async fixture => {
          const {page, servers} = fixture;
          servers.serve({
            '/': hostPage(servers.url, tokens[vendor]),
            ...(answer && {[scripts[vendor]]: answer}),
          });
          await page.goto(`${servers.url}/`);
          await page.page.click('[part=button]');
          const {detail} = await page.waitForExit('errored');
          assert.equal(detail.error!.code, 'script-blocked');
          assert.equal(detail.error!.retryable, true);
          assert.equal(await message(fixture), 'The sign-in was blocked, perhaps by an ad blocker.');
          await forgetPageErrors(fixture);
        }),
      );
    }
  }
});

/** What keeps a vendor's page out of its frame: the headers of that page, or those of the host's page. */
const refusals: Record<string, {vendor?: Record<string, string>; host?: Record<string, string>}> = {
  'X-Frame-Options': {vendor: {'x-frame-options': 'DENY'}},
  'frame-ancestors': {vendor: {'content-security-policy': "frame-ancestors 'none'"}},
  "the page's frame-src, as an ad blocker's": {host: {'content-security-policy': "frame-src 'self'"}},
  "the page's Cross-Origin-Embedder-Policy": {host: {'cross-origin-embedder-policy': 'require-corp'}},
  'nothing, but its page sends no message': {},
};

inEachEngine("a vendor's frame", withFixture => {
  for (const [what, {vendor, host}] of Object.entries(refusals)) {
    it(
      `refused by ${what} shows the notice of a slow widget, whose "Close" ends the repair as load-timeout`,
      withFixture(async fixture => {
        const {page, servers} = fixture;
        // Another host of this machine, so that the frame is cross-origin.
        const widgetUrl = `${servers.url.replace('localhost', '127.0.0.1')}/widget`;
        servers.serve({
          '/': hostPage(servers.url, {provider: 'meld', widgetUrl}, host),
          '/widget': {html: '<!doctype html><title>Widget</title>', headers: {...vendor}},
        });
        await page.goto(`${servers.url}/`);
        await page.page.click('[part=button]');
        await page.waitForEvent('widget-opened');
        await page.page.click('dialog [part=cancel]');
        const {detail} = await page.waitForExit('errored');
        assert.equal(detail.error!.code, 'load-timeout');
        assert.equal(await message(fixture), 'The sign-in did not open.');
        await page.widgetGone();
        await forgetPageErrors(fixture);
      }),
    );
  }
});
