// `npm test`: the browsers, Redis, the build, then all tests. The very last line is `N passed, N failed`.
// `npm test -- node`, `browser` or `e2e` runs one part. `--no-build` takes dist as it is. `--all` runs every browser test in
// every engine. `--coverage` also prints how much of the sources the tests reach.
import {wantedEngines} from './browsers.mjs';
import {runBuild} from './test/build.mjs';
import {clearCoverage, coverageVariables, reportCoverage} from './test/coverage.mjs';
import {prepareEnvironment} from './test/environment.mjs';
import {listJobs} from './test/jobs.mjs';
import {runInParallel} from './test/parallel.mjs';
import {brokenRun, printSummary, runAndPrint} from './test/report.mjs';
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

async function runAll(words) {
  const {parts, isBuilt, isFullMatrix, isCovered} = readArguments(words);
  const found = await prepareEnvironment({needsRedis: parts.includes('node')});
  const env = {...found, ...(isFullMatrix && {TEST_MATRIX: 'all'})};
  const jobs = listJobs({engines: wantedEngines(), isFullMatrix}).filter(({part}) => parts.includes(part));
  // The build runs before the jobs: beside them it takes several times as long, and most jobs need it.
  if (!isBuilt && jobs.some(({needsBuild}) => needsBuild)) await runBuild();
  if (isCovered) clearCoverage();
  const results = await runInParallel(jobs, job =>
    runAndPrint(job.name, () => runJob(job, {env: {...env, ...(isCovered && coverageVariables(job))}})),
  );
  // A report that fails must not hide the results of the tests.
  const remarks = isCovered ? await reportCoverage().catch(error => [`coverage: ${error.message}`]) : [];
  return {results, remarks};
}

const {results, remarks} = await runAll(process.argv.slice(2)).catch(error => ({
  results: brokenRun(error),
  remarks: [],
}));
printSummary(results, remarks);
