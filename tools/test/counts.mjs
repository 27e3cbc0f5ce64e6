// How the parts of a test run tell tools/test.mjs their numbers: a line each in a file that a variable names. Output is for
// people, and its form is the runners' own affair.
import {appendFileSync, existsSync, readFileSync} from 'node:fs';

/** Names the file; unset when a runner is started by hand. */
export const COUNTS_VARIABLE = 'TEST_COUNTS_FILE';

/** @param {{passed: number, failed: number, failures: string[]}} counts `failures` says in a paragraph each what failed where */
export function addCounts(counts) {
  const path = process.env[COUNTS_VARIABLE];
  if (path) appendFileSync(path, `${JSON.stringify(counts)}\n`);
}

/**
 * The sums of all that was told.
 * @param {string} path
 * @returns {{passed: number, failed: number, failures: string[]}}
 */
export function readCounts(path) {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const all = lines.map(line => JSON.parse(line));
  const sum = key => all.reduce((total, counts) => total + counts[key], 0);
  return {passed: sum('passed'), failed: sum('failed'), failures: all.flatMap(({failures}) => failures)};
}
