// Where browsers are usually installed, and how to see that one really runs.
import {execFile} from 'node:child_process';
import {accessSync, constants, readdirSync, statSync} from 'node:fs';
import {delimiter, isAbsolute, join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** The first start of a browser from a cold disk takes seconds, on a busy machine many. */
const VERSION_TIME_LIMIT_MS = 60_000;

/** Names are looked up on PATH, absolute paths as they are; the first that is there is taken. */
export const usualPlaces = {
  chromium: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  firefox: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  webKitDriver: ['WebKitWebDriver'],
  miniBrowser: ['MiniBrowser', ...miniBrowserPaths()],
  xvfb: ['Xvfb'],
};

/** MiniBrowser is no command: distributions put it beside the library, in a folder with the machine's triplet. */
function miniBrowserPaths() {
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/libexec'].filter(isFolder);
  const roots = libraries.flatMap(folder => [folder, ...readdirSync(folder).map(name => join(folder, name))]);
  return roots.flatMap(root => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map(name => join(root, name, 'MiniBrowser')));
}

function isFolder(path) {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * All that are there, best first.
 * @param {string[]} places names and absolute paths
 * @param {string} searchPath folders in the form of the PATH variable
 * @returns {string[]}
 */
export function findExecutables(places, searchPath) {
  const folders = searchPath.split(delimiter).filter(Boolean);
  const paths = places.flatMap(place => (isAbsolute(place) ? [place] : folders.map(folder => join(folder, place))));
  return [...new Set(paths)].filter(isExecutable);
}

/**
 * The version that a browser states, which shows that it runs: a file alone may be a stub or lack its libraries.
 * @param {string} path
 * @param {string[]} args
 * @returns {Promise<string | undefined>} undefined when it does not run
 */
export async function readVersion(path, args = ['--version']) {
  try {
    const {stdout} = await run(path, args, {timeout: VERSION_TIME_LIMIT_MS, killSignal: 'SIGKILL'});
    return stdout.trim().split('\n')[0];
  } catch {
    return undefined;
  }
}
