import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {runJob} from '../../tools/test/job.mjs';

const node = (source: string, limit = 60_000): ReturnType<typeof runJob> =>
  runJob({command: process.execPath, args: ['-e', source], limit});

describe('a job of a test run', () => {
  it('keeps what the command prints', async () => {
    const {endedWell, output} = await node('console.log("out"); console.error("err")');
    assert.ok(endedWell);
    assert.deepEqual(output.trim().split('\n').sort(), ['err', 'out']);
  });

  it('tells that the command failed', async () => {
    assert.deepEqual(await node('process.exit(3)'), {endedWell: false, timedOut: false, output: ''});
  });

  it('is killed with all that it started when its time is up', async () => {
    const hanging =
      'require("child_process").spawn("sleep", ["1000"], {stdio: "inherit"}); setInterval(() => {}, 1000)';
    const {endedWell, timedOut} = await node(hanging, 500);
    assert.deepEqual({endedWell, timedOut}, {endedWell: false, timedOut: true});
  });
});
