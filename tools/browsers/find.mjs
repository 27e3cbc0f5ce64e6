// Looks for the three engines without installing anything.
import {existsSync} from 'node:fs';
import * as playwright from 'playwright';
import {findExecutables, isExecutable, readVersion, usualPlaces} from './executables.mjs';

export const ENGINES = ['chromium', 'firefox', 'webkit'];

/**
 * Chromium uses only its last `--disable-features`, so this list replaces Playwright's and repeats its names. The last three
 * are additions. They prevent a spare process for the next page and two hidden pages for the address bar of each window.
 */
const CHROMIUM_DISABLED_FEATURES = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'BlockOriginHeaderModificationOnRedirect',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'Translate',
  'AutoDeElevate',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** Disables background requests, and Chromium's own sandbox, which does not work for root in a container. */
const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${CHROMIUM_DISABLED_FEATURES.join(',')}`,
];

/**
 * How to launch one engine: by Playwright with `launchOptions`, or WebKitGTK by its own driver with `paths` (`xvfb` is
 * undefined if there is a display already).
 * @typedef {{engine: string, version: string, source: string} & (
 *   {backend: 'playwright', launchOptions: import('playwright').LaunchOptions} |
 *   {backend: 'webdriver', paths: {driver: string, miniBrowser: string, xvfb: string | undefined}}
 * )} Browser
 */

/**
 * @typedef {object} Surroundings the inputs of the search
 * @property {NodeJS.ProcessEnv} env
 * @property {Record<string, string[]>} places
 * @property {(engine: string) => string} playwrightPath where Playwright's own browser is, or would be
 */

/** @type {Surroundings} */
export const here = {
  env: process.env,
  places: usualPlaces,
  playwrightPath: engine => playwright[engine].executablePath(),
};

/** Returns the file that a variable names. A missing file is an error, and the search does not go on. */
function named(env, variable) {
  const path = env[variable];
  if (!path) return undefined;
  if (!isExecutable(path)) throw new Error(`${variable} names ${path}, which is no executable file`);
  return path;
}

async function versionOfNamed(variable, path) {
  const version = await readVersion(path);
  if (version === undefined) throw new Error(`${variable} names ${path}, which does not run`);
  return version;
}

const launchers = {
  chromium: executablePath => ({executablePath, args: CHROMIUM_ARGS}),
  // An ordinary Firefox speaks WebDriver BiDi; without the channel Playwright expects its own patched build. Playwright
  // sends clicks to the page's process, from which they do not reach a cross-site frame in a process of its own. Origins are
  // separate in one process, too.
  firefox: executablePath => ({
    executablePath,
    channel: 'moz-firefox',
    firefoxUserPrefs: {'fission.webContentIsolationStrategy': 0},
  }),
};

async function findInstalled(engine, variable, {env, places}) {
  const found = (path, version, source) => ({
    engine,
    version,
    source,
    backend: 'playwright',
    launchOptions: launchers[engine](path),
  });
  const path = named(env, variable);
  if (path) return found(path, await versionOfNamed(variable, path), variable);
  for (const candidate of findExecutables(places[engine], env.PATH ?? '')) {
    const version = await readVersion(candidate);
    if (version !== undefined) return found(candidate, version, candidate);
  }
  return undefined;
}

async function findWebKitGtk({env, places}) {
  const first = (variable, place) => named(env, variable) ?? findExecutables(places[place], env.PATH ?? '')[0];
  const driver = first('WEBKIT_DRIVER_PATH', 'webKitDriver');
  const miniBrowser = first('MINIBROWSER_PATH', 'miniBrowser');
  const [xvfb] = env.DISPLAY ? [] : findExecutables(places.xvfb, env.PATH ?? '');
  if (!driver || !miniBrowser || !(env.DISPLAY || xvfb)) return undefined;
  // Neither prints a version without a display. A driver that prints its usage has its libraries.
  if ((await readVersion(driver, ['--help'])) === undefined) {
    if (env.WEBKIT_DRIVER_PATH) throw new Error(`WEBKIT_DRIVER_PATH names ${driver}, which does not run`);
    return undefined;
  }
  const paths = {driver, miniBrowser, xvfb};
  return {engine: 'webkit', version: 'WebKitGTK', source: miniBrowser, backend: 'webdriver', paths};
}

/** Playwright's own browser, if it was downloaded and starts: it may lack the system's libraries. */
async function findPlaywrights(engine, {playwrightPath}) {
  if (!existsSync(playwrightPath(engine))) return undefined;
  const launchOptions = engine === 'chromium' ? {args: CHROMIUM_ARGS} : {};
  try {
    const browser = await playwright[engine].launch(launchOptions);
    const version = browser.version();
    await browser.close();
    return {engine, version, source: "Playwright's own", backend: 'playwright', launchOptions};
  } catch {
    return undefined;
  }
}

const installed = {
  chromium: surroundings => findInstalled('chromium', 'CHROMIUM_PATH', surroundings),
  firefox: surroundings => findInstalled('firefox', 'FIREFOX_PATH', surroundings),
  webkit: findWebKitGtk,
};

/**
 * @param {string[]} engines
 * @param {Surroundings} [surroundings]
 * @returns {Promise<Browser[]>} those that were found, in the order of `engines`
 */
export async function findBrowsers(engines, surroundings = here) {
  const found = [];
  for (const engine of engines) {
    const browser = (await installed[engine](surroundings)) ?? (await findPlaywrights(engine, surroundings));
    if (browser) found.push(browser);
  }
  return found;
}
