// `npm run docs:site`: builds the documentation's site in site/dist; with `dev`, serves the pages as they are edited, without
// the sandbox. VitePress has a lock file of its own, and is installed here when it is first needed: `npm test` and the build of
// the package do without it.
import {spawnSync} from 'node:child_process';
import {statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const site = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));

function run(command, args, cwd) {
  const {status} = spawnSync(command, args, {cwd, stdio: 'inherit', shell: process.platform === 'win32'});
  if (status !== 0) process.exit(status ?? 1);
}

const changedAt = path => statSync(`${site}${path}`, {throwIfNoEntry: false})?.mtimeMs ?? 0;

// npm writes the second file at the end of an installation.
if (changedAt('package-lock.json') > changedAt('node_modules/.package-lock.json')) {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], site);
}

const [command = 'build', ...options] = process.argv.slice(2);
const own = command === 'dev' ? ['--host', '127.0.0.1'] : [];
run(process.execPath, ['site/node_modules/vitepress/bin/vitepress.js', command, 'site', ...own, ...options], root);
