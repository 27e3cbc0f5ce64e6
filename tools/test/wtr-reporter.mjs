// One plain line at the end of a run of browser tests, and its numbers for tools/test.mjs.
import {addCounts} from './counts.mjs';

const all = suite => [...(suite?.tests ?? []), ...(suite?.suites ?? []).flatMap(all)];

/** @returns {import('@web/test-runner-core').Reporter} */
export const plainReporter = () => ({
  onTestRunFinished({sessions}) {
    const tests = sessions.flatMap(({testResults}) => all(testResults));
    const passed = tests.filter(test => test.passed).length;
    // A skipped test and a file that broke off are failures: neither shows that anything works.
    const failed = tests.length - passed + sessions.flatMap(({errors}) => errors).length;
    const failures = sessions.flatMap(({testFile, browser, testResults, errors}) =>
      [...all(testResults).filter(test => !test.passed), ...errors.map(error => ({name: 'broke off', error}))].map(
        ({name, error}) =>
          `${testFile} (${browser.name}): ${name}\n${error ? `${error.message}\n${error.stack ?? ''}` : 'was skipped'}`,
      ),
    );
    console.log(`unit: ${passed} passed, ${failed} failed`);
    addCounts({passed, failed, failures});
  },
});
