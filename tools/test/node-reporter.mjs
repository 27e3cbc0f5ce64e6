// Counts the tests of node:test for tools/test.mjs; beside it a reporter for people runs.
import {addCounts} from './counts.mjs';

/** @param {AsyncIterable<import('node:test').TestEvent>} events */
export default async function* countTests(events) {
  const counts = {passed: 0, failed: 0, failures: []};
  for await (const {type, data} of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite is what its tests are, except when it broke off by itself, in a hook. A file that breaks off before its
    // first test is reported as a failed test.
    const isSuite = data.details?.type === 'suite';
    if (isSuite && data.details.error?.failureType !== 'hookFailed') continue;
    // A skipped test shows nothing, so that it does not count as passed.
    const passed = type === 'test:pass' && data.skip === undefined && data.todo === undefined;
    counts[passed ? 'passed' : 'failed']++;
    if (!passed)
      counts.failures.push(`${data.file ?? ''}: ${data.name}\n${data.details?.error?.cause?.stack ?? 'was skipped'}`);
  }
  addCounts(counts);
  // A reporter has to yield something to be one.
  yield '';
}
