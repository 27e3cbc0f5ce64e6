import {ensureBrowsers, wantedEngines} from '../../../tools/browsers.mjs';
import {testLaunchOptions} from '../../../tools/test/launch-options.mjs';
import {launchWithPlaywright} from './playwright.js';
import type {Browser, Engine} from './types.js';
import {launchWithWebDriver} from './webdriver.js';

export type {Browser, Engine, Frame, Locator, Page} from './types.js';

/** The engines to test in. */
export const engines: readonly Engine[] = wantedEngines();

/**
 * Launches an engine, with the browser and the protocol that this machine has for it.
 *
 * @throws {Error} when no browser can be found or installed; the message names it
 */
export async function launch(engine: Engine): Promise<Browser> {
  const browser = (await ensureBrowsers())[engine];
  if (!browser) throw new Error(`${engine} is not one of the engines that BROWSERS names`);
  return browser.backend === 'webdriver'
    ? launchWithWebDriver(engine, browser.paths)
    : launchWithPlaywright(engine, testLaunchOptions(engine, browser.launchOptions));
}
