// What a run of tests prints: a line for each job, the output of jobs with failures, and everything that failed once more at
// the end, because logs often keep only the end of the output.
import {addCounts} from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts & {flaky: import('./counts.mjs').Failure[], output: string}} Result */

/**
 * Runs one part of a run and prints its numbers.
 *
 * @param {string} what
 * @param {() => Promise<Result>} action
 */
export async function runAndPrint(what, action) {
  const start = Date.now();
  const result = await action();
  const {passed, failed, flaky, output} = result;
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${what}: ${passed} passed, ${failed} failed, ${flaky.length} flaky, ${seconds} s`);
  if (failed || flaky.length) console.log(`\n--- output of ${what}\n${output}\n--- end of ${what}\n`);
  return result;
}

/**
 * Runs a step that prepares tests. It counts as one test.
 *
 * @param {{file: string, name: string}} test
 * @param {() => Promise<unknown>} action
 * @returns {Promise<Result>}
 */
export async function runAsTest({file, name}, action) {
  try {
    await action();
    return {passed: 1, failed: 0, failures: [], flaky: [], output: ''};
  } catch (error) {
    return {passed: 0, failed: 1, failures: [{file, name, detail: error.message}], flaky: [], output: error.message};
  }
}

/** The number of lines of a failure that are printed at the end. */
const DETAIL_LINES = 12;

/** The beginning of a failure, and the end of a long one, where a command says why it has failed. */
function shorten(detail) {
  const lines = detail.trimEnd().split('\n');
  if (lines.length <= 2 * DETAIL_LINES) return lines.join('\n');
  return [...lines.slice(0, DETAIL_LINES), '…', ...lines.slice(-DETAIL_LINES)].join('\n');
}

/** The results of a run that broke off. @returns {Result[]} */
export function brokenRun(error) {
  console.error(error);
  return [{passed: 0, failed: 1, failures: [], flaky: [], output: ''}];
}

/**
 * Prints the end of a run, whose last line is `N passed, N failed`, and sets the exit code.
 *
 * @param {Result[]} results
 * @param {readonly string[]} [remarks] lines before the numbers
 */
export function printSummary(results, remarks = []) {
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  const all = key => results.flatMap(result => result[key]);
  const [passed, failed, failures, flaky] = [sum('passed'), sum('failed'), all('failures'), all('flaky')];
  for (const failure of flaky) printFailure('FLAKY', failure);
  for (const failure of failures) printFailure('FAILED', failure);
  for (const line of remarks) console.log(line);
  addCounts({passed, failed, failures});
  process.exitCode = failed ? 1 : 0;
  console.log(`${flaky.length} flaky`);
  console.log(`${passed} passed, ${failed} failed`);
}

const printFailure = (heading, {file, name, detail}) =>
  console.error(`\n${heading} ${file}: ${name}\n${shorten(detail)}`);
