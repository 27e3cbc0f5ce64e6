// Finds or installs the three browsers of the tests. Run directly, it prints the browsers and the Redis server.
import {realpathSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {ENGINES, findBrowsers, here} from './browsers/find.mjs';
import {canInstallPackages, debianPackages, installPackages, installPlaywrights} from './browsers/install.mjs';
import {ensureRedis} from './redis.mjs';

/** The variable that passes the found browsers to the processes of a run, so that they do not search again. */
const HANDED_ON = 'FOUND_BROWSERS';

/**
 * The engines to test in. `TEST_ENGINES` selects the engines of a job; the test runner sets it. `BROWSERS` selects engines for
 * local work. It has no effect in CI, so that no engine is left out there. The default is all engines.
 */
export function wantedEngines(env = process.env) {
  const variable = env.TEST_ENGINES ? 'TEST_ENGINES' : 'BROWSERS';
  const names = env.TEST_ENGINES || (!env.CI && env.BROWSERS);
  if (!names) return ENGINES;
  const wanted = names.split(',').map(name => name.trim());
  const unknown = wanted.filter(name => !ENGINES.includes(name));
  if (unknown.length) throw new Error(`${variable} names ${unknown.join(', ')}; there are ${ENGINES.join(', ')}`);
  return ENGINES.filter(name => wanted.includes(name));
}

function howToGet(engine) {
  const variable = {
    chromium: 'CHROMIUM_PATH',
    firefox: 'FIREFOX_PATH',
    webkit: 'WEBKIT_DRIVER_PATH and MINIBROWSER_PATH (and Xvfb, where there is no DISPLAY)',
  }[engine];
  return (
    `  ${engine}: set ${variable}, or run \`npx playwright install --with-deps ${engine}\`, ` +
    `or on Debian \`apt-get install ${debianPackages[engine].join(' ')}\``
  );
}

const standardInstallers = [
  {isPossible: () => true, install: installPlaywrights},
  {isPossible: canInstallPackages, install: installPackages},
];

/**
 * Finds or installs every requested engine.
 * @param {object} [options]
 * @param {import('./browsers/find.mjs').Surroundings} [options.surroundings]
 * @param {{isPossible(): boolean, install(engines: string[]): Promise<void>}[]} [options.installers] tried in this order
 * @returns {Promise<Record<string, import('./browsers/find.mjs').Browser>>} by engine
 * @throws {Error} that names the missing engines and says how to install them
 */
export async function ensureBrowsers({surroundings = here, installers = standardInstallers} = {}) {
  const engines = wantedEngines(surroundings.env);
  const handedOn = surroundings.env[HANDED_ON];
  if (handedOn) return JSON.parse(handedOn);

  let found = await findBrowsers(engines, surroundings);
  const missing = () => engines.filter(engine => !found.some(browser => browser.engine === engine));
  for (const {isPossible, install} of installers) {
    if (!missing().length) break;
    if (!isPossible()) continue;
    await install(missing());
    found = await findBrowsers(engines, surroundings);
  }
  if (missing().length) {
    throw new Error(`Browsers are missing for the tests:\n${missing().map(howToGet).join('\n')}`);
  }
  return Object.fromEntries(found.map(browser => [browser.engine, browser]));
}

/** The environment for processes that need the same browsers. */
export const handOn = browsers => ({...process.env, [HANDED_ON]: JSON.stringify(browsers)});

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    for (const {engine, version, source, backend} of Object.values(await ensureBrowsers())) {
      console.log(`${engine}: ${version} (${source}, by ${backend})`);
    }
    const redis = await ensureRedis();
    console.log(`redis: ${redis.version} (${redis.path})`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
