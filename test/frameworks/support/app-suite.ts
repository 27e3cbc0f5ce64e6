import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {engines, type Engine, type Page} from '../../e2e/driver/index.js';
import {inWindow} from '../../e2e/support/shared-browser.js';
import {banks, BanksPage} from './banks-page.js';
import {startApp, type RunningApp, type Serve} from './servers.js';

type InApp = (path: string, run: (page: BanksPage) => Promise<void>) => () => Promise<void>;

/** Defines tests of an example's page, in each engine. After a test the page must have had no error and no warning. */
export function inApp(what: string, serve: Serve, define: (inPage: InApp) => void): void {
  inEngines(engines, what, serve, define);
}

/** Defines the test of a development server. It runs once, because the code that an engine runs is that of the build. */
export function inDevelopment(what: string, serve: Serve): void {
  inEngines(
    engines.filter(engine => engine === 'chromium'),
    `${what} in development`,
    serve,
    inPage => {
      it('repairs both connections', inPage('/', repairBoth));
    },
  );
}

function inEngines(wanted: readonly Engine[], what: string, serve: Serve, define: (inPage: InApp) => void): void {
  for (const engine of wanted) {
    describe(`${what}, in ${engine}`, () => {
      let app: RunningApp;
      before(async () => {
        app = await startApp(serve);
      });
      after(() => app?.close());

      define((path, run) => async () => {
        await app.reset();
        await inWindow(engine, 'about:blank', async window => {
          const page = new BanksPage(window);
          await page.goto(app.url + path);
          await run(page);
          await page.assertClean();
        });
      });
    });
  }
}

/** Repairs both connections, one with the element's button and one by the page's `open()`. */
export async function repairBoth(page: BanksPage): Promise<void> {
  await page.press('Open the first');
  await page.finish(banks.plaid);
  await page.waitForNews(banks.plaid);
  await page.repair(banks.meld);
  await page.finish(banks.meld, 2);
  await page.waitForNews(banks.meld);
  assert.deepEqual(await page.exits(), ['exited-successful', 'exited-successful']);
}

/** Repairs both connections with the elements' buttons. */
export async function repairBothByButton(page: BanksPage): Promise<void> {
  for (const [index, bank] of [banks.plaid, banks.meld].entries()) {
    await page.repair(bank);
    await page.finish(bank, index + 1);
  }
}

/** Removes the elements while a widget is open, and puts them back. */
async function removeInMidRepair(page: BanksPage): Promise<void> {
  await page.page.waitFor((name: string) => {
    const element = [...document.querySelectorAll('bank-reconnect')].find(tag => tag.institutionName === name);
    void element?.open().then(({type}) => Object.assign(window, {exitType: type}));
    return !!element;
  }, banks.meld.name);
  await page.waitForEvent('widget-loaded');
  await page.press('Hide');
  await page.page.waitFor(() => (window as unknown as {exitType?: string}).exitType === 'removed');
  assert.deepEqual(await page.exits(), []);
  await page.widgetGone();
  await page.press('Show');
  await page.repair(banks.meld);
  await page.finish(banks.meld);
  assert.deepEqual(await page.exits(), ['exited-successful']);
}

/** Reverses the list while a widget is open. A framework moves one of two elements, and only a move ends a repair. */
async function reorderInMidRepair(page: BanksPage): Promise<void> {
  for (const [index, bank] of [banks.plaid, banks.meld].entries()) {
    const before = await page.order();
    await page.repair(bank);
    await page.waitForEvent('widget-loaded', index + 1);
    await page.press('Reverse');
    await page.page.waitFor(
      (first: string) => document.querySelector('bank-reconnect')?.institutionName === first,
      before.at(-1)!,
    );
    const moved = (await page.events()).filter(({detail}) => detail.reason === 'moved');
    if (moved.length) await page.repair(bank);
    await page.finish(bank, index + 1);
    const exits = (await page.exits()).filter(type => type === 'exited-aborted');
    assert.equal(exits.length, moved.length);
  }
  assert.equal((await page.exits()).filter(type => type === 'exited-successful').length, 2);
}

/** Defines the tests of the page that every framework's example has. */
export function defineCommonTests(inPage: InApp, path = '/'): void {
  it('repairs both connections, by a reference and by the button', inPage(path, repairBoth));
  it('removes an element in mid-repair without an exit', inPage(path, removeInMidRepair));
  it('reverses the list in mid-repair, with one exit for each attempt', inPage(path, reorderInMidRepair));
}

/** Fails if the layout has shifted since the page began to load. Only Chromium measures it. */
export async function assertNothingMoved(page: Page): Promise<void> {
  await page.waitFor(() => document.querySelector('bank-reconnect')?.shadowRoot?.querySelector('button') !== null);
  const shifts = await page.evaluate(async () => {
    const entries: {value: number; sources?: {node: Node | null}[]}[] = [];
    const observer = new PerformanceObserver(list => entries.push(...(list.getEntries() as never[])));
    observer.observe({type: 'layout-shift', buffered: true});
    // The observer has got what was buffered before the second frame.
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return entries.map(({value, sources}) => ({value, nodes: sources?.map(({node}) => node?.nodeName)}));
  });
  assert.deepEqual(shifts, []);
}
