// The installers for a missing browser. An installer may fail silently: the search afterwards decides.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {env, getuid} from 'node:process';

/** In milliseconds. A download takes a minute or two. A machine without access to the downloads should fail soon. */
const DOWNLOAD_LIMIT_MS = 240_000;
/** In milliseconds: the connection timeout of a download, which Playwright tries five times. */
const CONNECTION_LIMIT_MS = 10_000;
const PACKAGES_LIMIT_MS = 900_000;

export const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** Runs a command with a time limit for it and its children. */
async function run(command, args, {limit, extra = {}}) {
  const child = spawn(command, args, {stdio: ['ignore', 'ignore', 'pipe'], env: {...env, ...extra}, detached: true});
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', text => (errors = (errors + text).slice(-2000)));
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), limit);
  try {
    const [code] = await once(child, 'close');
    return {done: code === 0, errors};
  } catch (error) {
    return {done: false, errors: error.message};
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Downloads Playwright's own browsers.
 * @param {string[]} engines
 */
export async function installPlaywrights(engines) {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  console.log(`browsers: asking Playwright for ${engines.join(', ')}`);
  const {done} = await run(process.execPath, [cli, 'install', ...engines], {
    limit: DOWNLOAD_LIMIT_MS,
    extra: {PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECTION_LIMIT_MS)},
  });
  if (!done) console.log('browsers: Playwright could not download them');
}

/** True for root on Debian. Other systems have other packages or stubs under these names. */
export function canInstallPackages({uid = getuid?.(), release = '/etc/os-release'} = {}) {
  try {
    return uid === 0 && /^ID="?debian"?$/m.test(readFileSync(release, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Installs Debian's packages, only those of the missing engines.
 * @param {string[]} engines
 */
export async function installPackages(engines) {
  await installDebianPackages(engines.flatMap(engine => debianPackages[engine]));
}

/** @param {string[]} packages */
export async function installDebianPackages(packages) {
  console.log(`installing ${packages.join(' ')}`);
  const options = {limit: PACKAGES_LIMIT_MS, extra: {DEBIAN_FRONTEND: 'noninteractive'}};
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...lock, 'update', '-qq'], options);
  const {done, errors} = await run(
    'apt-get',
    [...lock, 'install', '-y', '-qq', '--no-install-recommends', ...packages],
    options,
  );
  if (!done) console.log(`apt-get failed\n${errors}`);
}
