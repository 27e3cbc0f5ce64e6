import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {after, before, describe, it, type TestContext} from 'node:test';
import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {chromium, type Browser, type Page} from 'playwright';
import {ensureBrowsers} from '../../tools/browsers.mjs';
import {testLaunchOptions} from '../../tools/test/launch-options.mjs';

const isLocal = (url: string): boolean => /^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url);

/** Serves the site as `npm run docs:site:serve` does, until the suite ends. */
async function startServer(): Promise<{url: string; stop: () => void}> {
  const args = ['--import', 'tsx', 'site/serve.ts', '--port', '0', '--sandbox-port', '0'];
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  const child = spawn(process.execPath, args, {env, stdio: ['ignore', 'pipe', 'inherit']});
  let printed = '';
  child.stdout.on('data', chunk => (printed += String(chunk)));
  const address = () => /Open (http:\/\/[\d.:]+\d)/.exec(printed)?.[1];
  while (!address())
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => assert.fail(printed))]);
  return {url: address()!, stop: () => child.kill()};
}

describe('the pages of the site', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;
  before(async () => {
    const found = (await ensureBrowsers()).chromium;
    if (found?.backend !== 'playwright') assert.fail('Chromium is not driven by Playwright');
    [browser, server] = await Promise.all([
      chromium.launch(testLaunchOptions('chromium', found.launchOptions)),
      startServer(),
    ]);
  });
  after(async () => {
    server.stop();
    await browser.close();
  });

  /** Opens a page that must cause no error and request nothing of another machine. */
  async function open(t: TestContext, url: string): Promise<Page> {
    // Without the policy of the server, which would hide such a request.
    const context = await browser.newContext({bypassCSP: true, viewport: {width: 1280, height: 900}});
    const page = await context.newPage();
    const failures: string[] = [];
    page.on('request', request => isLocal(request.url()) || failures.push(request.url()));
    page.on('response', response => response.status() < 400 || failures.push(response.url()));
    page.on('pageerror', error => failures.push(String(error)));
    t.after(async () => {
      await context.close();
      assert.deepEqual(failures, []);
    });
    await page.goto(url);
    return page;
  }

  it('begin with the README, and lead to a chapter without another document', async t => {
    const page = await open(t, server.url);
    assert.equal(await page.locator('h1 code').innerText(), '<bank-reconnect>');
    await page.getByRole('main').getByRole('link', {name: 'The element', exact: true}).click();
    await page.waitForURL(/\/element\.html$/);
    await page.getByRole('heading', {name: 'Attributes', exact: false}).first().waitFor();
  });

  it('are found by a search for a word of their text', async t => {
    const page = await open(t, server.url);
    await page.getByRole('button', {name: 'Search'}).click();
    await page.getByRole('searchbox').fill('popup-blocked');
    const hit = page.locator('.result', {hasText: 'Errors'}).first();
    await hit.click();
    await page.waitForURL(/\/element\.html#errors$/);
  });

  it('run the tag that they show', async t => {
    const page = await open(t, `${server.url}/providers/plaid.html`);
    const example = page.locator('.live');
    const shown = await example.locator('pre code').innerText();
    const tag = example.locator('bank-reconnect');
    for (const name of ['provider', 'connection-id', 'token-url', 'sandbox-url']) {
      assert.ok(shown.includes(`${name}="${await tag.getAttribute(name)}"`), name);
    }
    await tag.getByRole('button').click();
    const widget = page.frameLocator('iframe[id^=plaid-link-iframe]');
    await widget.getByLabel('Username').fill('user_good');
    await widget.getByLabel('Password').fill('pass_good');
    await widget.getByRole('button', {name: 'Sign in'}).click();
    await example.locator('.live-events li[data-event=repair-confirmed]').waitFor();
    assert.equal(await example.locator('.live-status').innerText(), 'HEALTHY');

    await example.getByRole('button', {name: 'Break again'}).click();
    await example.getByText('ITEM_LOGIN_REQUIRED').waitFor();
    assert.equal(await example.locator('.live-events').count(), 0);
  });

  it('say on another server how to run the tag', async t => {
    const app = new Hono().use('*', serveStatic({root: 'site/dist'}));
    const other = serve({fetch: app.fetch, hostname: '127.0.0.1', port: 0});
    t.after(() => other.close());
    await once(other, 'listening');
    const address = other.address();
    assert.ok(address && typeof address === 'object');
    const page = await open(t, `http://127.0.0.1:${address.port}/providers/mx.html`);
    await page.locator('.live').getByText('npm run docs:site:serve').waitFor();
    assert.equal(await page.locator('bank-reconnect').count(), 0);
  });
});
