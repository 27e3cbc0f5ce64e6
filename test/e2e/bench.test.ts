import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {it} from 'node:test';
import {promisify} from 'node:util';
import {engines} from './driver/index.js';

it('the bench measures our element beside the one made by hand', async () => {
  const args = ['--import', 'tsx', 'tools/bench/bench.mjs', '--rounds', '1'];
  const env = {...process.env, BROWSERS: engines[0]};
  const {stdout} = await promisify(execFile)(process.execPath, args, {env});
  const ratios = [...stdout.matchAll(/ratio +([\d.]+)/g)].map(([, ratio]) => Number(ratio));
  assert.equal(ratios.length, 3, stdout);
  assert.ok(
    ratios.every(ratio => ratio > 0),
    stdout,
  );
});
