// The usual places of browsers, and the check that one runs.
import {execFile} from 'node:child_process';
import {accessSync, constants, readdirSync, statSync} from 'node:fs';
import {delimiter, isAbsolute, join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** In milliseconds. The first start of a browser from a cold disk takes seconds, and longer on a busy machine. */
const VERSION_TIME_LIMIT_MS = 60_000;

/** Names are looked up on PATH; absolute paths are used directly. The first existing file is used. */
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

/** MiniBrowser is not on PATH: distributions put it beside the library, in a folder with the machine's triplet. */
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
 * Returns all existing files, best first.
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
 * Reads the version that a browser prints. It shows that the browser runs: a file may be a stub or lack its libraries.
 * @param {string} path
 * @param {string[]} args
 * @returns {Promise<string | undefined>} undefined if it does not run
 */
export async function readVersion(path, args = ['--version']) {
  try {
    const {stdout} = await run(path, args, {timeout: VERSION_TIME_LIMIT_MS, killSignal: 'SIGKILL'});
    return stdout.trim().split('\n')[0];
  } catch {
    return undefined;
  }
}
