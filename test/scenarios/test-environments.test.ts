import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const run = promisify(execFile);
const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a host's test sees of the element. See `environment.mjs`. */
interface Report {
  problems: string[];
  warnings: string[];
  button: string;
  advice: string;
  dispatched: string[];
  frames: string[];
  exits: {type: string; code?: string; events: string[]; message: string}[];
}

/** Runs a host's test in a process of its own, because its globals are those of a DOM. */
async function reportOf(environment: string, kind: string, file: string): Promise<Report> {
  const {NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env} = process.env;
  const script = pathOf('test-environments/environment.mjs');
  const {stdout} = await run(process.execPath, [script, environment, kind, pathOf(`../../dist/${file}`)], {env});
  return JSON.parse(stdout) as Report;
}

const builds = {module: 'index.js', classic: 'bank-reconnect.iife.js'};

for (const environment of ['jsdom', 'happy-dom']) {
  for (const [kind, file] of Object.entries(builds)) {
    describe(`a host's test in ${environment}, with ${file}`, () => {
      let report: Report;
      const getReport = async () => (report ??= await reportOf(environment, kind, file));

      it('renders the button and the advice without an error', async () => {
        const {button, advice, problems, warnings} = await getReport();
        assert.equal(button, 'Reconnect First Harbor');
        assert.equal(advice, 'First Harbor needs you to sign in again.');
        assert.deepEqual([...problems, ...warnings], []);
      });

      it('dispatches an event of the element to its own listener', async () => {
        assert.deepEqual((await getReport()).dispatched, ['conn_1']);
      });

      it('runs open() with a mock of fetchToken up to the exit', async () => {
        const requested = 'repair-requested';
        assert.deepEqual((await getReport()).exits.slice(0, 4), [
          {
            type: 'successful',
            events: [requested, 'exited-successful'],
            message: 'First Harbor is connected again.',
          },
          {
            type: 'errored',
            code: 'not-repairable',
            events: [requested, 'exited-errored'],
            message: 'This connection cannot be repaired. Please add First Harbor again.',
          },
          {
            type: 'errored',
            code: 'unauthorized',
            events: [requested, 'exited-errored'],
            message: 'Please sign in again.',
          },
          {
            type: 'errored',
            code: 'invalid-configuration',
            events: [requested, 'exited-errored'],
            message: 'Something went wrong. Please try again later.',
          },
        ]);
      });

      it("opens a widget's frame, modal and inline, and closes it", async () => {
        const {frames, exits} = await getReport();
        assert.deepEqual(frames, ['https://connect.meld.io/repair', 'https://connect.meld.io/repair']);
        const closed = {type: 'aborted', code: 'closed', events: [], message: ''};
        assert.deepEqual(exits.slice(4), [closed, closed]);
      });
    });
  }
}
