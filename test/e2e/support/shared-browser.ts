import {isFullMatrix} from '../../../tools/test/launch-options.mjs';
import {atProcessEnd} from '../../../tools/test/process-end.mjs';
import {launch, type Browser, type Engine, type Page} from '../driver/index.js';

const browsers = new Map<Engine, Promise<Browser>>();
const freeWindows = new Map<Engine, Page>();

/** The one browser of an engine for all tests of this process. */
export function sharedBrowser(engine: Engine): Promise<Browser> {
  const browser = browsers.get(engine) ?? launch(engine);
  browsers.set(engine, browser);
  return browser;
}

/**
 * Runs a test in a window without cookies and storage. A test that has passed leaves its window to the next one, because a
 * new window starts processes, which take longer than most tests.
 *
 * @param home an address of the test's host. The window goes there between tests, because another origin has another process.
 */
export async function inWindow(engine: Engine, home: string, run: (page: Page) => Promise<void>): Promise<void> {
  const page = freeWindows.get(engine) ?? (await (await sharedBrowser(engine)).newPage());
  freeWindows.delete(engine);
  let isReset = false;
  try {
    await run(page);
    if (!isFullMatrix) {
      // A window that cannot be reset is replaced.
      isReset = await page.reset(home).then(
        () => true,
        () => false,
      );
    }
  } finally {
    if (isReset) freeWindows.set(engine, page);
    else await page.close();
  }
}

atProcessEnd(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});
