import assert from 'node:assert/strict';
import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import type {TestContext} from 'node:test';
import {ensureBrowsers} from '../../tools/browsers.mjs';
import {installExample} from '../helpers/packed-example.js';

/** Starts a command in a copy of an example, with the package as it would be published. */
export async function startInExample(
  t: TestContext,
  name: string,
  [command, ...args]: readonly [string, ...string[]],
  variables: Readonly<Record<string, string>> = {},
): Promise<ChildProcessByStdio<null, Readable, null>> {
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-example-'));
  t.after(() => rmSync(folder, {recursive: true}));
  await installExample(name, folder);
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
