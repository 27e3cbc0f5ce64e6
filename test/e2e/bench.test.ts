import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {it} from 'node:test';
import {promisify} from 'node:util';
import {engines} from './driver/index.js';

/** How many things are measured in each engine. */
const MEASURES = 3;

it('the bench measures our element beside the one made by hand', async () => {
  const args = ['--import', 'tsx', 'tools/bench/bench.mjs', '--rounds', '1'];
  const {stdout} = await promisify(execFile)(process.execPath, args);
  const ratios = [...stdout.matchAll(/ratio +([\d.]+)/g)].map(([, ratio]) => Number(ratio));
  assert.equal(ratios.length, MEASURES * engines.length, stdout);
  assert.ok(
    ratios.every(ratio => ratio > 0),
    stdout,
  );
});
