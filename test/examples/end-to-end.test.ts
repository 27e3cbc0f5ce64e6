import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {wantedEngines} from '../../tools/browsers.mjs';
import {pathOfExample, runExample} from './run-example.js';

it('docs/sandbox.md contains the first test of the example', () => {
  const [first] = /^test\([^]+?^\}\);$/m.exec(
    readFileSync(join(pathOfExample('end-to-end'), 'repair.test.js'), 'utf8'),
  )!;
  assert.ok(readFileSync('docs/sandbox.md', 'utf8').includes(first));
});

// The example is written for one browser.
if (wantedEngines().includes('chromium')) {
  it('the end-to-end test of the example passes with the packed package', async t => {
    // A run without tests would also succeed.
    assert.match(await runExample(t, 'end-to-end'), /^(# |ℹ )pass 3$/m);
  });
}
