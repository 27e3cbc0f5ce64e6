// How a test process reports its results to tools/test.mjs: one line of JSON per runner, in a file that a variable names.
// The runners' own output is for people and has no stable format.
import {appendFileSync, existsSync, readFileSync} from 'node:fs';

/** Names the file. Unset when a runner is started by hand. */
export const COUNTS_VARIABLE = 'TEST_COUNTS_FILE';

/** The prefix of the name of a marker: an empty test that announces the file of the following tests. */
export const FILE_MARK = 'file: ';

/**
 * A test that failed, was skipped, or belongs to a file that broke off.
 * @typedef {object} Failure
 * @property {string} file the test file's path, relative to the project's root; empty when it is unknown
 * @property {string} name the test's name, after those of the suites around it
 * @property {string} detail the error's message and stack
 */

/** @typedef {{passed: number, failed: number, failures: Failure[]}} Counts */

/** @param {Counts} counts */
export function addCounts(counts) {
  const path = process.env[COUNTS_VARIABLE];
  if (path) appendFileSync(path, `${JSON.stringify(counts)}\n`);
}

/**
 * The sums of all reports in a file.
 * @param {string} path
 * @returns {Counts}
 */
export function readCounts(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const all = lines.map(line => JSON.parse(line));
  const sum = key => all.reduce((total, counts) => total + counts[key], 0);
  return {passed: sum('passed'), failed: sum('failed'), failures: all.flatMap(({failures}) => failures)};
}
