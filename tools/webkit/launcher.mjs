// WebKitGTK for @web/test-runner, with a fresh session per test file as Playwright's launcher has a fresh context.
import {startDisplay, startWebKitSession} from './driver.mjs';
import {createPage} from './page.mjs';

/**
 * @param {{driver: string, miniBrowser: string, xvfb?: string}} paths
 * @returns {import('@web/test-runner-core').BrowserLauncher}
 */
export function webkitLauncher({driver, miniBrowser, xvfb}) {
  const active = new Map();
  let display;
  return {
    name: 'WebKitGTK',
    // The runner's commands know three kinds of page; this one can do most of what Playwright's can, and of the kind
    // `webdriver` they would ask less.
    type: 'playwright',
    concurrency: 1,
    async initialize() {},
    async startSession(id, url) {
      if (xvfb) display ??= await startDisplay(xvfb);
      const {driver: server, session} = await startWebKitSession({driver, miniBrowser}, display?.display);
      try {
        const page = createPage(session);
        active.set(id, {server, session, page, url});
        await page.setViewportSize({width: 800, height: 600});
        await session.call('POST', 'url', {url});
      } catch (error) {
        active.delete(id);
        await server.stop();
        throw error;
      }
    },
    isActive: id => active.has(id),
    getBrowserUrl: id => active.get(id).url,
    getPage: id => active.get(id).page,
    async stopSession(id) {
      const {server, session} = active.get(id);
      active.delete(id);
      try {
        await session.quit();
      } finally {
        await server.stop();
      }
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK cannot be debugged here');
    },
    async stop() {
      await Promise.all([...active.values()].map(({server}) => server.stop()));
      await display?.stop();
    },
  };
}
