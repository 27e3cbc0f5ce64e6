import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {engines} from './driver/index.js';
import type {Page} from './driver/index.js';
import {poll} from '../../src/testing/driver/poll.js';
import {inWindow, sharedBrowser} from './support/shared-browser.js';

/** Small pages that are served on two origins, localhost and 127.0.0.1. `{other}` is the other origin. */
const pages: Record<string, string> = {
  '/form': `<title>Form</title>
    <form onsubmit="event.preventDefault(); out.textContent = user.value + '/' + pass.value">
      <label>Username <input id="user"></label><label for="pass">Password</label><input id="pass" type="password">
      <button hidden>Sign in</button><button>Sign in</button>
    </form>
    <p id="out"></p><a href="/second">Onwards</a>
    <script>addEventListener('keydown', event => { document.title = event.key; });</script>`,
  '/second': `<title>Second</title><h1>Second</h1>`,
  '/shadow': `<x-outer><b>Chase</b></x-outer><script>
    customElements.define('x-inner', class extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({mode: 'open'}).innerHTML =
          '<button>Reconnect <slot></slot></button><label>Code <input></label><iframe src="{other}/outer-frame"></iframe>';
        const [button, input] = this.shadowRoot.querySelectorAll('button, input');
        button.onclick = event => { this.dataset.clicked = event.isTrusted; input.value = 'old'; };
      }
    });
    customElements.define('x-outer', class extends HTMLElement {
      constructor() { super(); this.attachShadow({mode: 'open'}).innerHTML = '<x-inner><slot></slot></x-inner>'; }
    });</script>`,
  '/covered': `<button onclick="out.textContent = 'clicked'" style="position: absolute; top: 3000px">Below</button>
    <p id="out"></p><div id="cover" style="position: fixed; inset: 0"></div>
    <script>cover.onclick = () => { out.textContent = 'covered'; };
      setTimeout(() => cover.remove(), 200);</script>`,
  '/outer-frame': `<button onclick="this.textContent = 'Allowed'">Allow</button>
    <x-frame></x-frame><script>
      document.querySelector('x-frame').attachShadow({mode: 'open'}).innerHTML = '<iframe src="{other}/form"></iframe>';
    </script>`,
  '/opener': `<button onclick="window.open('{other}/popup', '', 'popup,width=500,height=400')">Open</button>
    <p id="received"></p>
    <script>addEventListener('message', event => { received.textContent = event.origin + ' ' + event.data; });</script>`,
  '/no-click': `<p id="blocked"></p>
    <script>setTimeout(() => { blocked.textContent = String(window.open('/second') === null); });</script>`,
  '/popup': `<title>Popup</title><button onclick="opener.postMessage('done', '*'); window.close()">Finish</button>`,
};

function startServer(): Promise<{server: Server; localhost: string; loopback: string}> {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    const {port} = server.address() as AddressInfo;
    const other = request.headers.host?.startsWith('localhost') ? `127.0.0.1:${port}` : `localhost:${port}`;
    response.setHeader('content-type', 'text/html');
    response.statusCode = page === undefined ? 404 : 200;
    response.end(page?.replaceAll('{other}', `http://${other}`) ?? '');
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address() as AddressInfo;
      resolve({server, localhost: `http://localhost:${port}`, loopback: `http://127.0.0.1:${port}`});
    });
  });
}

for (const engine of engines) {
  describe(`the driver in ${engine}`, () => {
    let site: Awaited<ReturnType<typeof startServer>>;

    before(async () => {
      site = await startServer();
    });

    after(() => {
      site.server.closeAllConnections();
      site.server.close();
    });

    const withPage = (path: string, use: (page: Page) => Promise<void>): Promise<void> =>
      inWindow(engine, `${site.localhost}/none`, async page => {
        await page.goto(site.localhost + path);
        await use(page);
      });

    it('fills by label, clicks by name and reads texts', () =>
      withPage('/form', async page => {
        await page.fill('Username', 'user_good');
        await page.fill('Password', 'wrong');
        await page.fill('Password', 'pass_good');
        await page.click({role: 'button', name: 'Sign in'});
        await page.waitFor(text => document.querySelector('#out')?.textContent === text, 'user_good/pass_good');
        await page.fill('Username', '');
        await page.press('Enter');
        await page.waitFor(text => document.querySelector('#out')?.textContent === text, '/pass_good');
      }));

    it('presses keys', () =>
      withPage('/form', async page => {
        await page.press('Escape');
        assert.equal(await page.waitFor('document.title !== "Form" && document.title'), 'Escape');
        await page.click({label: 'Password'});
        await page.press('Shift+Tab');
        await page.waitFor('document.activeElement.id === "user"');
      }));

    it('evaluates with arguments and awaits promises', () =>
      withPage('/form', async page => {
        assert.deepEqual(await page.evaluate((a: number, b: {c: string}) => Promise.resolve([a, b]), 1, {c: 'd'}), [
          1,
          {c: 'd'},
        ]);
        assert.equal(await page.evaluate('1 + 1'), 2);
        await assert.rejects(
          page.evaluate(() => {
            throw new Error('from the page');
          }),
          /from the page/,
        );
      }));

    it('navigates forward and back', () =>
      withPage('/form', async page => {
        await page.click({text: 'Onwards'});
        await page.waitFor(() => location.pathname === '/second');
        await page.back();
        await page.waitFor(() => location.pathname === '/form');
        await page.waitFor(() => document.querySelector('a')?.textContent === 'Onwards');
      }));

    it('finds elements in shadow roots and dispatches trusted clicks', () =>
      withPage('/shadow', async page => {
        assert.equal(await page.text({css: 'button', within: 'x-outer'}), 'Reconnect Chase');
        await page.click({role: 'button', name: 'Reconnect Chase'});
        const inner = 'document.querySelector("x-outer").shadowRoot.querySelector("x-inner")';
        assert.equal(await page.waitFor(`${inner}.dataset.clicked`), 'true');
        await page.fill('Code', '1234');
        await page.waitFor(`${inner}.shadowRoot.querySelector('input').value === '1234'`);
      }));

    it('clicks an element only if it is there, on request', () =>
      withPage('/form', async page => {
        await page.clickIfPresent({text: 'Elsewhere'});
        assert.equal(await page.evaluate(() => location.pathname), '/form');
        await page.clickIfPresent({text: 'Onwards'});
        await page.waitFor(() => location.pathname === '/second');
      }));

    it('scrolls to an element, and clicks it only once nothing covers it', () =>
      withPage('/covered', async page => {
        await page.click({role: 'button', name: 'Below'});
        assert.equal(await page.waitFor(() => document.querySelector('#out')?.textContent), 'clicked');
      }));

    it('enters cross-origin frames in shadow roots, and frames in frames', () =>
      withPage('/shadow', async page => {
        const outer = await page.frame();
        assert.equal(await outer.evaluate(() => location.origin), site.loopback);
        await outer.click({text: 'Allow'});
        await outer.waitFor(() => document.querySelector('button')?.textContent === 'Allowed');
        const form = await outer.frame({css: 'iframe[src$="/form"]', within: 'x-frame'});
        assert.equal(await form.evaluate(() => location.origin), site.localhost);
        await form.fill('Username', 'nested');
        await form.click({role: 'button', name: 'Sign in'});
        await form.waitFor(() => document.querySelector('#out')?.textContent === 'nested/');
        assert.equal(await page.evaluate(() => location.pathname), '/shadow');
      }));

    it('follows a popup that closes itself', () =>
      withPage('/opener', async page => {
        await page.click({role: 'button', name: 'Open'});
        const popup = await page.popup();
        await popup.waitFor(() => document.title === 'Popup');
        assert.equal(await popup.isClosed(), false);
        await popup.click({text: 'Finish'});
        await page.waitFor(() => document.querySelector('#received')?.textContent);
        assert.equal(await page.text('#received'), `${site.loopback} done`);
        await poll('the popup has closed', () => popup.isClosed());
      }));

    it('takes screenshots and sets the size', () =>
      withPage('/form', async page => {
        const folder = await mkdtemp(join(tmpdir(), 'driver-'));
        try {
          await page.setViewport({width: 600, height: 500});
          assert.deepEqual(await page.waitFor('innerWidth === 600 && [innerWidth, innerHeight]'), [600, 500]);
          await page.screenshot(join(folder, 'form.png'));
          assert.equal((await readFile(join(folder, 'form.png'))).subarray(1, 4).toString(), 'PNG');
        } finally {
          await rm(folder, {recursive: true});
        }
      }));

    it('resets a window for another test', () =>
      withPage('/opener', async page => {
        await page.evaluate(() => {
          localStorage.setItem('kept', 'yes');
          sessionStorage.setItem('kept', 'yes');
          document.cookie = 'kept=yes';
          window.name = 'kept';
        });
        await page.click({role: 'button', name: 'Open'});
        const popup = await page.popup();
        await popup.waitFor(() => document.title === 'Popup');
        await page.reset(`${site.localhost}/second`);
        assert.equal(await popup.isClosed(), true);
        const left = () => [
          localStorage.length,
          sessionStorage.length,
          document.cookie,
          window.name,
          location.pathname,
        ];
        assert.deepEqual(await page.evaluate(left), [0, 0, '', '', '/second']);
      }));

    it('gives every page a new profile', () =>
      withPage('/form', async page => {
        await page.evaluate(() => localStorage.setItem('kept', 'yes'));
        const other = await (await sharedBrowser(engine)).newPage();
        try {
          await other.goto(`${site.localhost}/form`);
          assert.equal(await other.evaluate(() => localStorage.getItem('kept')), null);
        } finally {
          await other.close();
        }
      }));
  });
}

if (engines.includes('chromium')) {
  describe('pop-up blocking in chromium', () => {
    it('blocks a window without a click', async () => {
      const site = await startServer();
      try {
        await inWindow('chromium', `${site.localhost}/none`, async page => {
          await page.goto(`${site.localhost}/no-click`);
          assert.equal(await page.waitFor(() => document.querySelector('#blocked')?.textContent), 'true');
        });
      } finally {
        site.server.closeAllConnections();
        site.server.close();
      }
    });
  });
}
