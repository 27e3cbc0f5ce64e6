import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {it} from 'node:test';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {ensureBrowsers, wantedEngines} from '../../tools/browsers.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'examples', 'end-to-end');

interface ExampleManifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** Copies the example to a folder and installs the packed package and the example's dependencies there. */
async function install(folder: string): Promise<void> {
  // The example can have a node_modules folder of a manual run.
  cpSync(example, folder, {recursive: true, filter: path => basename(path) !== 'node_modules'});
  const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')) as ExampleManifest;
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'bank-reconnect');
  mkdirSync(own, {recursive: true});
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const {stdout} = await run('npm', pack, {cwd: root});
  const [{filename}] = JSON.parse(stdout) as [{filename: string}];
  await run('tar', ['-xzf', join(folder, filename), '-C', own, '--strip-components=1']);
  for (const name of Object.keys({...manifest.dependencies, ...manifest.devDependencies})) {
    if (name === 'bank-reconnect') continue;
    mkdirSync(dirname(join(modules, name)), {recursive: true});
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

it('docs/sandbox.md contains the first test of the example', () => {
  const [first] = /^test\([^]+?^\}\);$/m.exec(readFileSync(join(example, 'repair.test.js'), 'utf8'))!;
  assert.ok(readFileSync(join(root, 'docs', 'sandbox.md'), 'utf8').includes(first));
});

it('the README of the example names the tarball of `npm pack`', () => {
  const {name, version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  assert.ok(readFileSync(join(example, 'README.md'), 'utf8').includes(` ../../${name}-${version}.tgz\n`));
});

async function runExample(t: TestContext): Promise<void> {
  const {chromium} = await ensureBrowsers();
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-example-'));
  t.after(() => rmSync(folder, {recursive: true}));
  await install(folder);

  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const executable = chromium?.backend === 'playwright' ? chromium.launchOptions.executablePath : undefined;
  const child = spawn('npm', ['test', '--silent'], {
    cwd: folder,
    env: {...env, ...(executable && {CHROMIUM_PATH: executable})},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  let printed = '';
  child.stdout.on('data', chunk => (printed += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, printed);
  // A run without tests would also succeed.
  assert.match(printed, /^(# |ℹ )pass 3$/m);
}

// The example is written for one browser.
if (wantedEngines().includes('chromium')) {
  it('the end-to-end test of the example passes with the packed package', runExample);
}
