import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {runAsTest} from '../../tools/test/report.mjs';
import {runCommand, type CommandOptions} from '../../tools/test/run-command.mjs';

const node = (code: string, options: CommandOptions = {}) => runCommand(process.execPath, ['--eval', code], options);

describe('runCommand', () => {
  it('resolves when the command succeeds, with variables beside those of this process', async () => {
    await node('process.exit(process.env.ADDED === "yes" && process.env.PATH ? 0 : 1)', {env: {ADDED: 'yes'}});
  });

  it('rejects with everything that a failed command has printed', async () => {
    await assert.rejects(node('console.log("one"); console.error("two"); process.exit(3)'), ({message}: Error) => {
      assert.match(message, /one/);
      assert.match(message, /two/);
      return true;
    });
  });

  it('kills a command that hangs, with the processes that hold its output', async () => {
    const hangs = `require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => 0, 1e6)'], {stdio: 'inherit'});`;
    await assert.rejects(node(`${hangs} setInterval(() => 0, 1e6)`, {limitMs: 500}), /Killed after 500 ms/);
  });
});

describe('runAsTest', () => {
  const test = {file: 'examples/one', name: 'is installed'};

  it('counts a step as one test', async () => {
    const {passed, failed, failures} = await runAsTest(test, () => Promise.resolve());
    assert.deepEqual({passed, failed, failures}, {passed: 1, failed: 0, failures: []});
  });

  it('counts a step that throws as one failure, with its reason', async () => {
    const {passed, failed, failures} = await runAsTest(test, () => Promise.reject(new Error('no network')));
    assert.deepEqual({passed, failed, failures}, {passed: 0, failed: 1, failures: [{...test, detail: 'no network'}]});
  });
});
