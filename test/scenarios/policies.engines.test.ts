import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine} from '../e2e/support/each-engine.js';
import type {TestServers} from '../e2e/support/test-servers.js';

const NONCE = 'cG9saWNpZXMtbm9uY2U';

/** Each provider in each display that shows it in the page, by the connection of the demo's backend. */
const widgets = [
  ['plaid', 'conn_plaid', 'modal'],
  ['meld', 'conn_meld', 'modal'],
  ['meld', 'conn_meld', 'inline'],
  ['mx', 'conn_mx', 'modal'],
  ['mx', 'conn_mx', 'inline'],
  ['quiltt', 'conn_quiltt', 'modal'],
] as const;

/** The headers of a host with the strictest policies that the element works with. */
const headers = {
  'content-security-policy': [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
    "connect-src 'self'",
    'frame-src http://127.0.0.1:*',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types bank-reconnect',
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-content-type-options': 'nosniff',
};

const tag = (servers: TestServers, [provider, connection, display]: (typeof widgets)[number]): string =>
  `<bank-reconnect provider="${provider}" connection-id="${connection}" display="${display}" nonce="${NONCE}"
    token-url="/api/bank/token" complete-url="/api/bank/complete" status-url="/api/bank/status"
    institution-name="Test Bank" sandbox-url="${servers.sandboxUrl}"></bank-reconnect>`;

inEachEngine('a page with a nonce, Trusted Types and Referrer-Policy: no-referrer', withFixture => {
  for (const widget of widgets) {
    const [provider, , display] = widget;
    it(
      `opens the widget of ${provider}, ${display}, and closes it`,
      withFixture(async ({page, servers}) => {
        const script = `<script type="module" src="/dist/bank-reconnect.js" nonce="${NONCE}"></script>`;
        const html = `<!doctype html><html lang="en"><title>Host</title>${script}${tag(servers, widget)}`;
        servers.serve({'/': {html, headers}});
        await page.goto(`${servers.url}/`);
        await page.page.click('[part=button]');
        await page.waitForEvent('widget-loaded');
        // The widget needs the embedding origin as the target of its messages, also under the page's `no-referrer`.
        const policies = await page.page.evaluate(() =>
          [...document.querySelector('bank-reconnect')!.shadowRoot!.querySelectorAll('iframe')].map(
            ({referrerPolicy}) => referrerPolicy,
          ),
        );
        assert.ok(policies.every(policy => policy === 'strict-origin'));
        await page.page.evaluate(() =>
          document.querySelector<HTMLElement & {close(): void}>('bank-reconnect')!.close(),
        );
        assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
        await page.widgetGone();
      }),
    );
  }
});
