// Prints one line at the end of a run of browser tests, and reports its results to tools/test.mjs.
import {relative} from 'node:path';
import {addCounts} from './counts.mjs';

/** All tests of a suite, with the names of the suites around each. */
const all = (suite, names = []) => [
  ...(suite?.tests ?? []).map(test => ({...test, name: [...names, test.name].join(' > ')})),
  ...(suite?.suites ?? []).flatMap(inner => all(inner, [...names, inner.name])),
];

/** @returns {import('@web/test-runner-core').Reporter} */
export const plainReporter = () => ({
  onTestRunFinished({sessions}) {
    const tests = sessions.flatMap(({testResults}) => all(testResults));
    const passed = tests.filter(test => test.passed).length;
    // A skipped test and a file that did not load are failures, because neither verifies anything.
    const failed = tests.length - passed + sessions.flatMap(({errors}) => errors).length;
    const failures = sessions.flatMap(({testFile, browser, testResults, errors}) =>
      [...all(testResults).filter(test => !test.passed), ...errors.map(error => ({name: 'broke off', error}))].map(
        ({name, error}) => ({
          file: relative(process.cwd(), testFile),
          name: `${browser.name} > ${name}`,
          detail: error ? `${error.message}\n${error.stack ?? ''}` : 'was skipped',
        }),
      ),
    );
    console.log(`unit: ${passed} passed, ${failed} failed`);
    addCounts({passed, failed, failures});
  },
});
