// `npm test`: the browsers, Redis, the build, then all tests. The very last line is `N passed, N failed`.
// `npm test -- node`, `browser` or `e2e` runs one part. `--no-build` takes dist as it is. `--all` runs every browser test in
// every engine. `--coverage` also prints how much of the sources the tests reach.
import {wantedEngines} from './browsers.mjs';
import {runBuild} from './test/build.mjs';
import {clearCoverage, coverageVariables, reportCoverage} from './test/coverage.mjs';
import {addCounts} from './test/counts.mjs';
import {prepareEnvironment} from './test/environment.mjs';
import {listJobs} from './test/jobs.mjs';
import {runInParallel} from './test/parallel.mjs';
import {runJob} from './test/run-job.mjs';

const PARTS = ['node', 'browser', 'e2e'];
const OPTIONS = ['--no-build', '--all', '--coverage'];

// The run sets this variable for each job. A value from outside would leave out engines in all jobs.
delete process.env.TEST_ENGINES;

function readArguments(words) {
  const unknown = words.filter(word => !PARTS.includes(word) && !OPTIONS.includes(word));
  if (unknown.length) throw new Error(`Unknown: ${unknown.join(' ')}. There are ${[...PARTS, ...OPTIONS].join(', ')}`);
  const parts = words.filter(word => PARTS.includes(word));
  return {
    parts: parts.length ? parts : PARTS,
    isBuilt: words.includes('--no-build'),
    isFullMatrix: words.includes('--all'),
    isCovered: words.includes('--coverage'),
  };
}

async function runAndPrint(job, env) {
  const start = Date.now();
  const result = await runJob(job, {env});
  const {passed, failed, flaky, output} = result;
  const seconds = Math.round((Date.now() - start) / 1000);
  console.log(`${job.name}: ${passed} passed, ${failed} failed, ${flaky.length} flaky, ${seconds} s`);
  if (failed || flaky.length) console.log(`\n--- output of ${job.name}\n${output}\n--- end of ${job.name}\n`);
  return result;
}

async function runAll(words) {
  const {parts, isBuilt, isFullMatrix, isCovered} = readArguments(words);
  const found = await prepareEnvironment({needsRedis: parts.includes('node')});
  const env = {...found, ...(isFullMatrix && {TEST_MATRIX: 'all'})};
  const jobs = listJobs({engines: wantedEngines(), isFullMatrix}).filter(({part}) => parts.includes(part));
  // The build runs before the jobs: beside them it takes several times as long, and most jobs need it.
  if (!isBuilt && jobs.some(({needsBuild}) => needsBuild)) await runBuild();
  if (isCovered) clearCoverage();
  const results = await runInParallel(jobs, job =>
    runAndPrint(job, {...env, ...(isCovered && coverageVariables(job))}),
  );
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    failures: results.flatMap(({failures}) => failures),
    flaky: results.flatMap(({flaky}) => flaky),
    // A report that fails must not hide the results of the tests.
    coverage: isCovered ? await reportCoverage().catch(error => [`coverage: ${error.message}`]) : [],
  };
}

const {passed, failed, failures, flaky, coverage} = await runAll(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  return {passed: 0, failed: 1, failures: [], flaky: [], coverage: []};
});
// Repeated at the end, because logs often keep only the end of the output.
const print = (heading, {file, name, detail}) =>
  console.error(`\n${heading} ${file}: ${name}\n${detail.split('\n').slice(0, 12).join('\n')}`);
for (const failure of flaky) print('FLAKY', failure);
for (const failure of failures) print('FAILED', failure);
for (const line of coverage) console.log(line);
addCounts({passed, failed, failures});
process.exitCode = failed ? 1 : 0;
console.log(`${flaky.length} flaky`);
console.log(`${passed} passed, ${failed} failed`);
