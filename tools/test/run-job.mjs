// Runs one job of tests in its own process, and its failed files once more.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {COUNTS_VARIABLE, readCounts} from './counts.mjs';
import {runToEnd} from './run-command.mjs';

/** The time after which a job is killed, in milliseconds. */
const LIMIT_MS = 45 * 60_000;

const NODE_ARGS = [
  ...['--import', 'tsx', '--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=./tools/test/node-reporter.mjs', '--test-reporter-destination=stdout'],
  'tools/test/node-entry.mjs',
];

/** Whether a file could not be loaded. The reporters give such a failure this name. */
const isBrokenFile = ({name}) => name.endsWith('broke off');

const WTR = join('node_modules', '.bin', 'wtr');

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} env
 * @property {number} [limitMs] the time after which the job is killed, in milliseconds
 */

/** For a whole job, the browser runner selects the files by its configuration. */
const commandOf = ({runner, files, areFilesNamed}) =>
  runner === 'node' ? [process.execPath, [...NODE_ARGS, ...files]] : [WTR, areFilesNamed ? ['--files', ...files] : []];

/**
 * Runs a job's files once.
 *
 * @param {import('./jobs.mjs').Job} job
 * @param {RunOptions} options
 * @returns {Promise<import('./counts.mjs').Counts & {output: string}>}
 */
export async function runOnce(job, {env, limitMs = LIMIT_MS}) {
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-test-'));
  const path = join(folder, 'counts');
  const [command, args] = commandOf(job);
  const jobEnv = {...env, [COUNTS_VARIABLE]: path, ...(job.engine && {TEST_ENGINES: job.engine})};
  try {
    const {isGood, output} = await runToEnd(command, args, {env: jobEnv, limitMs});
    const {passed, failed, failures} = readCounts(path);
    const isBroken = passed + failed === 0 || (!isGood && !failed);
    if (isBroken) failures.push({file: '', name: `${job.name} broke off`, detail: output.slice(-3000)});
    return {passed, failed: isBroken ? failed + 1 : failed, failures, output};
  } finally {
    rmSync(folder, {recursive: true});
  }
}

/**
 * Runs a job. Each file with failures runs once more by itself; a test that passes then is flaky, not failed.
 *
 * @param {import('./jobs.mjs').Job} job
 * @param {RunOptions} options
 * @returns {Promise<import('./counts.mjs').Counts & {flaky: import('./counts.mjs').Failure[], output: string}>}
 */
export async function runJob(job, options) {
  const first = await runOnce(job, options);
  const files = [...new Set(first.failures.map(({file}) => file))];
  // A failure without a file cannot be run again.
  if (!first.failed || files.includes('')) return {...first, flaky: []};
  // The coverage report of one file must not replace that of the whole job.
  const {COVERAGE: _, ...env} = options.env;
  // For a file that did not load in the first run, all tests of the second run count.
  const hadTests = file => first.failures.some(failure => failure.file === file && !isBrokenFile(failure));
  const failures = [];
  let {passed, output} = first;
  for (const file of files) {
    const again = await runOnce({...job, name: file, files: [file], areFilesNamed: true}, {...options, env});
    output += `\n--- once more: ${file}\n${again.output}`;
    failures.push(...again.failures);
    if (!hadTests(file)) passed += again.passed;
  }
  const isSame = one => other => one.file === other.file && one.name === other.name;
  const flaky = first.failures.filter(failure => !failures.some(isSame(failure)) && !failures.some(({file}) => !file));
  const failed = first.failures.filter(failure => !flaky.includes(failure));
  // A test that fails only in the second run has failed.
  const fresh = failures.filter(failure => !first.failures.some(isSame(failure)));
  const onlyTests = list => list.filter(failure => !isBrokenFile(failure));
  const passedAtFirst = onlyTests(fresh).filter(({file}) => hadTests(file));
  return {
    passed: passed + onlyTests(flaky).length - passedAtFirst.length,
    failed: failed.length + fresh.length,
    failures: [...failed, ...fresh],
    flaky,
    output,
  };
}
