// Counts the tests of node:test for tools/test.mjs, beside the reporter for people.
import {relative} from 'node:path';
import {addCounts, FILE_MARK} from './counts.mjs';

/** @param {AsyncIterable<import('node:test').TestEvent>} events */
export default async function* countTests(events) {
  const counts = {passed: 0, failed: 0, failures: []};
  /** The names of the suites around the current test, and its own. */
  const names = [];
  /** The file that node-entry.mjs has announced. */
  let file;
  for await (const {type, data} of events) {
    if (type === 'test:start') {
      names.length = data.nesting;
      names.push(data.name);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.nesting === 0 && data.name.startsWith(FILE_MARK)) {
      file = data.name.slice(FILE_MARK.length);
      continue;
    }
    // A suite fails with its tests. A suite without a failed test has failed in a hook.
    const isSuite = data.details?.type === 'suite';
    if (isSuite && (type === 'test:pass' || data.details.error?.failureType === 'subtestsFailed')) continue;
    // A skipped test verifies nothing, so it does not count as passed.
    const passed = type === 'test:pass' && data.skip === undefined && data.todo === undefined;
    counts[passed ? 'passed' : 'failed']++;
    if (passed) continue;
    const path = file ?? data.file ?? '';
    counts.failures.push({
      file: path && relative(process.cwd(), path),
      name: [...names.slice(0, data.nesting), data.name].join(' > '),
      detail: data.details?.error?.cause?.stack ?? data.details?.error?.message ?? 'was skipped',
    });
  }
  addCounts(counts);
  // A reporter has to yield something.
  yield '';
}
