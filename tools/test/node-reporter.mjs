// Counts the tests of node:test for tools/test.mjs, beside the reporter for people.
import {relative} from 'node:path';
import {addCounts} from './counts.mjs';

/** @param {AsyncIterable<import('node:test').TestEvent>} events */
export default async function* countTests(events) {
  const counts = {passed: 0, failed: 0, failures: []};
  /** The names of the suites around the current test, and its own. */
  const names = [];
  for await (const {type, data} of events) {
    if (type === 'test:start') {
      names.length = data.nesting;
      names.push(data.name);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A suite is what its tests are, except when it broke off by itself: in a hook, or while its file was loaded.
    const isSuite = data.details?.type === 'suite';
    if (isSuite && (type === 'test:pass' || data.details.error?.failureType === 'subtestsFailed')) continue;
    // A skipped test shows nothing, so it does not count as passed.
    const passed = type === 'test:pass' && data.skip === undefined && data.todo === undefined;
    counts[passed ? 'passed' : 'failed']++;
    if (passed) continue;
    // node-entry.mjs makes a suite for each file. `data.file` may be a helper that the file shares with others.
    const path = [...names.slice(0, data.nesting), data.name];
    const [file, ...rest] = path[0].endsWith('.test.ts') ? path : [data.file ?? '', ...path];
    counts.failures.push({
      file: file && relative(process.cwd(), file),
      name: rest.join(' > ') || 'broke off',
      detail: data.details?.error?.cause?.stack ?? data.details?.error?.message ?? 'was skipped',
    });
  }
  addCounts(counts);
  // A reporter has to yield something.
  yield '';
}
