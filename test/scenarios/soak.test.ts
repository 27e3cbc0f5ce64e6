import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {chromium, type Browser, type CDPSession, type Page} from 'playwright';
import {ensureBrowsers} from '../../tools/browsers.mjs';
import {tagFor} from '../e2e/support/site.js';
import {startServers, type Provider, type TestServers} from '../e2e/support/test-servers.js';

/** `npm run test:soak` sets 1,000. A few are enough to notice what each cycle leaves behind. */
const CYCLES = Number(process.env.SOAK_CYCLES ?? 5);

/** Cycles before the first count. They fill caches that have a limit. */
const WARM_UP = Math.min(CYCLES, 250);

/** Bytes of the heap per cycle, below which a growth is the engine's: a retained node or closure is larger. */
const HEAP_NOISE = 200;

/** Runs in the page: opens the element and closes it when its widget is shown. */
async function openAndClose(cycles: number): Promise<void> {
  const element = document.querySelector('bank-reconnect')!;
  for (let cycle = 0; cycle < cycles; cycle++) {
    // Every third cycle ends before the widget has reported, so that both ways out are covered.
    const event = cycle % 3 ? 'widget-loaded' : 'widget-opened';
    element.addEventListener(event, () => setTimeout(() => element.close()), {once: true});
    const {type, detail} = await element.open();
    if (type !== 'aborted') throw new Error(JSON.stringify({type, detail}));
  }
}

/** Runs in the page. */
const countSheets = (): number =>
  document.adoptedStyleSheets.length +
  document.querySelector('bank-reconnect')!.shadowRoot!.adoptedStyleSheets.length +
  document.styleSheets.length;

async function count(page: Page, cdp: CDPSession): Promise<Record<string, number>> {
  const sheets = await page.evaluate(countSheets);
  // Frames and their documents are freed in steps.
  for (let step = 0; step < 5; step++) await cdp.send('HeapProfiler.collectGarbage');
  const {metrics} = await cdp.send('Performance.getMetrics');
  const of = (name: string) => metrics.find(metric => metric.name === name)!.value;
  return {
    sheets,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    documents: of('Documents'),
    frames: of('Frames'),
    heap: of('JSHeapUsedSize'),
  };
}

describe(`${CYCLES} repairs that are opened and closed, in chromium`, () => {
  let servers: TestServers;
  let browser: Browser;
  before(async () => {
    servers = await startServers();
    const {chromium: found} = await ensureBrowsers();
    assert.ok(found?.backend === 'playwright');
    browser = await chromium.launch(found.launchOptions);
  });
  after(async () => {
    await browser?.close();
    await servers?.close();
  });

  for (const provider of ['plaid', 'mx', 'meld', 'quiltt']) {
    it(`leave nothing in the page, through ${provider}`, {timeout: 30_000 + CYCLES * 2_000}, async t => {
      const html = `<!doctype html><html lang="en"><title>Host</title>
        <script type="module" src="/dist/bank-reconnect.js"></script>${tagFor(provider as Provider, servers)}`;
      const site = servers.serve({'/': {html}});
      const context = await browser.newContext();
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable');
      await page.goto(`${site.url}/`);
      await page.waitForFunction(() => customElements.get('bank-reconnect'));
      // Without a way to read the status, closing sends no request whose end the counts would have to wait for.
      await page.evaluate(() => document.querySelector('bank-reconnect')!.removeAttribute('status-url'));
      await page.evaluate(openAndClose, WARM_UP);
      const {heap: heapBefore, ...before} = await count(page, cdp);
      await page.evaluate(openAndClose, CYCLES);
      const {heap: heapAfter, ...after} = await count(page, cdp);
      const growth = (heapAfter! - heapBefore!) / CYCLES;
      assert.deepEqual(after, before);
      // A few cycles grow the heap by what the engine compiles.
      if (CYCLES >= 1_000) {
        const message = `The heap grows by ${Math.round(growth)} bytes per cycle`;
        t.diagnostic(message);
        assert.ok(growth < HEAP_NOISE, message);
      }
      await context.close();
    });
  }
});
