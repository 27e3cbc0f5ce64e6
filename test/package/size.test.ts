import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {it} from 'node:test';

it('the files that a page loads on each path are within their budget', t => {
  const {status, stdout, stderr} = spawnSync(process.execPath, ['tools/size.mjs'], {encoding: 'utf8'});
  t.diagnostic(stdout);
  assert.equal(status, 0, stdout + stderr);
});
