import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {before, describe, it, type TestContext} from 'node:test';
import type {Sandbox} from '../../src/sandbox/index.js';
import {ask, accessTokenOf, basics} from '../sandbox/plaid.js';
import {change, connection, sandboxFor, setVariants, type Json} from '../sandbox/support.js';
import {engines, type Browser, type Frame, type Page} from './driver/index.js';
import {poll} from '../../src/testing/driver/poll.js';
import {sharedBrowser} from './support/shared-browser.js';

/** A page that opens a window during a click, navigates it, and counts its messages. */
const hostPage = `<!doctype html><title>Host</title><button>Go</button><script>
  messages = 0;
  addEventListener('message', () => (messages += 1));
  document.querySelector('button').onclick = () => {
    opened = open('about:blank', '_blank', 'popup,width=480,height=720');
    setTimeout(() => (opened.location = target));
  };
</script>`;

async function hostFor(t: TestContext): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, {'content-type': 'text/html'}).end(hostPage);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Creates a token and a URL of Hosted Link with a selection of accounts. */
async function hostedLink(sandbox: Sandbox, hosted_link: Json = {}): Promise<{token: string; url: string}> {
  const update = {account_selection_enabled: true};
  const access_token = await accessTokenOf(sandbox);
  const {body} = await ask(sandbox, '/link/token/create', {...basics, access_token, update, hosted_link});
  return {token: String(body['link_token']), url: String(body['hosted_link_url'])};
}

async function sessionOf(sandbox: Sandbox, link_token: string): Promise<Json> {
  const {body} = await ask(sandbox, '/link/token/get', {link_token});
  const [session] = body['link_sessions'] as Json[];
  return session ?? assert.fail('no session');
}

async function enter(page: Frame): Promise<void> {
  await page.fill('Username', 'user_good');
  await page.fill('Password', 'pass_good');
  await page.click({role: 'button', name: 'Sign in'});
}

/** Opens a URL of Hosted Link in a new window. */
async function openWindow(page: Page, host: string, url: string): Promise<Page> {
  await page.goto(host);
  await page.evaluate(address => {
    (window as unknown as {target: string}).target = address;
  }, url);
  await page.click('button');
  return page.popup();
}

for (const engine of engines) {
  describe(`the hosted page of Plaid’s stand-in, in ${engine}`, () => {
    let browser: Browser;
    before(async () => {
      browser = await sharedBrowser(engine);
    });

    for (const [hostedCoop, bank] of [
      [false, 'password'],
      [true, 'oauth-coop'],
    ] as const) {
      const how = `${bank}${hostedCoop ? ', disconnected from its opener' : ''}`;
      it(`repairs in a window and closes it, without a message (${how})`, async t => {
        const sandbox = await sandboxFor(t);
        const host = await hostFor(t);
        await setVariants(sandbox, {plaid: {hostedCoop}});
        await change(sandbox, 'plaid', {bank});
        const {token, url} = await hostedLink(sandbox);
        const page = await browser.newPage();
        t.after(() => page.close());
        const link = await openWindow(page, host, url);
        if (bank === 'password') await enter(link);
        else {
          await link.click({role: 'button', name: 'Sign in'});
          await (await page.popup()).click({role: 'button', name: 'Allow'});
        }
        await link.click({role: 'button', name: 'Continue'});
        await poll('the window is closed', () => link.isClosed());
        assert.equal((await connection(sandbox, 'plaid'))['status'], 'HEALTHY');
        assert.ok((await sessionOf(sandbox, token))['results']);
        assert.equal(await page.evaluate('messages'), 0);
      });
    }

    it('navigates to the completion redirect URI after a success and after an exit', async t => {
      const sandbox = await sandboxFor(t);
      const host = await hostFor(t);
      const page = await browser.newPage();
      t.after(() => page.close());
      for (const ends of ['exit', 'success']) {
        const {token, url} = await hostedLink(sandbox, {completion_redirect_uri: `${host}${ends}`});
        await page.goto(url);
        if (ends === 'exit') await page.click({role: 'button', name: 'Cancel'});
        else {
          await enter(page);
          await page.click({role: 'button', name: 'Continue'});
        }
        await page.waitFor(address => location.href === address, `${host}${ends}`);
        const {exit, results} = await sessionOf(sandbox, token);
        assert.deepEqual([exit !== null, results !== null], [ends === 'exit', ends === 'success']);
      }
    });
  });
}
