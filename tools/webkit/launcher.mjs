// WebKitGTK for @web/test-runner: one browser for the whole run, whose only window runs one test file after another.
import {startDisplay, startWebKitSession} from './driver.mjs';
import {createPage} from './page.mjs';

/**
 * @param {{driver: string, miniBrowser: string, xvfb?: string}} paths
 * @returns {import('@web/test-runner-core').BrowserLauncher}
 */
export function webkitLauncher({driver, miniBrowser, xvfb}) {
  const active = new Map();
  let display;
  /** @type {{server: {stop(): Promise<void>}, session: import('./session.mjs').Session, page: object} | undefined} */
  let browser;
  async function startBrowser() {
    if (xvfb) display ??= await startDisplay(xvfb);
    const {driver: server, session} = await startWebKitSession({driver, miniBrowser}, display?.display);
    return {server, session, page: createPage(session)};
  }
  /** Stops a failed browser, so that the next file gets a new one. */
  async function discardBrowser() {
    const {server} = browser;
    browser = undefined;
    await server.stop();
  }
  return {
    name: 'WebKitGTK',
    // The runner's commands support three types of launcher. This page has most of the methods of Playwright's pages. For the
    // type `webdriver` the runner has fewer commands.
    type: 'playwright',
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      browser ??= await startBrowser();
      const {session, page} = browser;
      try {
        active.set(id, {page, url});
        await page.setViewportSize({width: 800, height: 600});
        await session.call('POST', 'url', {url});
      } catch (error) {
        active.delete(id);
        await discardBrowser();
        throw error;
      }
    },
    isActive: id => active.has(id),
    getBrowserUrl: id => active.get(id).url,
    getPage: id => active.get(id).page,
    async stopSession(id) {
      active.delete(id);
      try {
        await browser.session.call('DELETE', 'cookie');
        // Ends the code that is still running on the page.
        await browser.session.call('POST', 'url', {url: 'about:blank'});
      } catch {
        await discardBrowser();
      }
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK cannot be debugged here');
    },
    async stop() {
      await browser?.session.quit().catch(() => undefined);
      await browser?.server.stop();
      await display?.stop();
    },
  };
}
