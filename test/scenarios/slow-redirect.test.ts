import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';
import {it} from 'node:test';
import {inEachEngine} from '../e2e/support/each-engine.js';
import {eventOn, storedOn, tagPage} from './return-support.js';

const limit = () => ({signal: AbortSignal.timeout(15_000)});

inEachEngine('a redirect to a vendor that does not answer', withFixture => {
  it(
    'is given up at the exit, so that the page stays',
    withFixture(async ({page, servers}) => {
      const vendor = createServer();
      vendor.listen(0, '127.0.0.1');
      await once(vendor, 'listening');
      try {
        const pages = {'/': tagPage(servers, 'display="redirect"')};
        const site = servers.serve(pages);
        await page.goto(`${site.url}/`);
        const hostedLinkUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`;
        await page.page.evaluate((url: string) => {
          const element = document.querySelector('bank-reconnect')!;
          element.fetchToken = () => ({provider: 'plaid', hostedLinkUrl: url});
          // The driver cannot evaluate scripts during a navigation, so the page closes the element by itself.
          element.addEventListener('widget-opened', () => {
            const ask = async (): Promise<void> => ((await fetch('/requested')).ok ? element.close() : ask());
            void ask();
          });
        }, hostedLinkUrl);
        const requested = once(vendor, 'request', limit()) as Promise<[IncomingMessage]>;
        await page.reconnect('plaid');
        const [request] = await requested;
        const closed = once(request.socket, 'close', limit());
        servers.serve({...pages, '/requested': {html: ''}});
        // Without the end of the navigation the browser would wait for the answer.
        await closed;
        assert.equal((await eventOn(page.page, 'exited-aborted')).detail.reason, 'closed');
        assert.equal(await page.page.evaluate(() => location.pathname), '/');
        assert.deepEqual(await storedOn(page.page), {});
      } finally {
        vendor.closeAllConnections();
        vendor.close();
      }
    }),
  );
});
