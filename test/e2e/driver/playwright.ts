import * as playwright from 'playwright';
import type {LaunchOptions} from 'playwright';
import {openWithPlaywright} from '../../../src/testing/driver/playwright.js';
import {withoutLatency} from '../../../tools/test/firefox-latency.mjs';
import type {Browser, Engine} from './types.js';

/** Launches an engine that Playwright can drive. */
export async function launchWithPlaywright(engine: Engine, options: LaunchOptions): Promise<Browser> {
  const launch = () =>
    playwright[engine].launch({
      ...options,
      // Playwright disables the pop-up blocker.
      ...(engine === 'chromium' && {ignoreDefaultArgs: ['--disable-popup-blocking']}),
    });
  const browser = await (engine === 'firefox' ? withoutLatency(launch) : launch());
  return {
    engine,
    newPage: () => openWithPlaywright(browser),
    close: () => browser.close(),
  };
}
