import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {wantedEngines} from '../../tools/browsers.mjs';
import {root} from '../helpers/packed-example.js';
import {runExample} from './run-example.js';

const example = join(root, 'examples', 'end-to-end');

it('docs/sandbox.md contains the first test of the example', () => {
  const [first] = /^test\([^]+?^\}\);$/m.exec(readFileSync(join(example, 'repair.test.js'), 'utf8'))!;
  assert.ok(readFileSync(join(root, 'docs', 'sandbox.md'), 'utf8').includes(first));
});

// The example is written for one browser.
if (wantedEngines().includes('chromium')) {
  it('the end-to-end test of the example passes with the packed package', async t => {
    // A run without tests would also succeed.
    assert.match(await runExample(t, 'end-to-end'), /^(# |ℹ )pass 3$/m);
  });
}
