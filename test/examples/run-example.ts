import assert from 'node:assert/strict';
import {execFile, spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import type {Readable} from 'node:stream';
import type {TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {ensureBrowsers} from '../../tools/browsers.mjs';
import {atProcessEnd} from '../../tools/test/process-end.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

export const pathOfExample = (name: string): string => join(root, 'examples', name);

interface ExampleManifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** The tarball, which takes seconds to pack. */
let packed: Promise<string> | undefined;

async function pack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-tarball-'));
  atProcessEnd(() => rmSync(folder, {recursive: true}));
  const {stdout} = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {cwd: root});
  const [{filename}] = JSON.parse(stdout) as [{filename: string}];
  return join(folder, filename);
}

/** Copies an example to a folder and installs the packed package and the example's dependencies there. */
async function install(example: string, folder: string): Promise<void> {
  // The example can have a node_modules folder of a manual run.
  cpSync(example, folder, {recursive: true, filter: path => basename(path) !== 'node_modules'});
  const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8')) as ExampleManifest;
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'bank-reconnect');
  mkdirSync(own, {recursive: true});
  await run('tar', ['-xzf', await (packed ??= pack()), '-C', own, '--strip-components=1']);
  for (const name of Object.keys({...manifest.dependencies, ...manifest.devDependencies})) {
    if (name === 'bank-reconnect') continue;
    mkdirSync(dirname(join(modules, name)), {recursive: true});
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

/** Starts a command in a copy of an example, with the package as it would be published. */
export async function startInExample(
  t: TestContext,
  name: string,
  [command, ...args]: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>> = {},
): Promise<ChildProcessByStdio<null, Readable, null>> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-example-'));
  t.after(() => rmSync(folder, {recursive: true}));
  await install(pathOfExample(name), folder);
  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const child = spawn(command, args, {
    cwd: folder,
    env: {...env, ...variables},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  return child;
}

/** Runs the tests of an example with the package as it would be published. Returns their output. */
export async function runExample(t: TestContext, name: string): Promise<string> {
  const {chromium} = await ensureBrowsers();
  const executable = chromium?.backend === 'playwright' ? chromium.launchOptions.executablePath : undefined;
  const variables = {...(executable && {CHROMIUM_PATH: executable})};
  const child = await startInExample(t, name, ['npm', 'test', '--silent'], variables);
  let printed = '';
  child.stdout.on('data', chunk => (printed += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, printed);
  return printed;
}

/** Asserts that the README of an example names the tarball of `npm pack`. */
export function assertReadmeNamesTarball(example: string): void {
  const {name, version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const readme = readFileSync(join(pathOfExample(example), 'README.md'), 'utf8');
  assert.ok(readme.includes(` ../../${name}-${version}.tgz\n`));
}
