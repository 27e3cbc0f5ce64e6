import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {it} from 'node:test';
import type {TestContext} from 'node:test';
import {ensureBrowsers, wantedEngines} from '../../tools/browsers.mjs';
import {installExample, root} from '../helpers/packed-example.js';

const example = join(root, 'examples', 'end-to-end');

it('docs/sandbox.md contains the first test of the example', () => {
  const [first] = /^test\([^]+?^\}\);$/m.exec(readFileSync(join(example, 'repair.test.js'), 'utf8'))!;
  assert.ok(readFileSync(join(root, 'docs', 'sandbox.md'), 'utf8').includes(first));
});

async function runExample(t: TestContext): Promise<void> {
  const {chromium} = await ensureBrowsers();
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-example-'));
  t.after(() => rmSync(folder, {recursive: true}));
  await installExample('end-to-end', folder);

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
