// `npm test`: the browsers, Redis, the build, then all tests. The very last line is `N passed, N failed`.
// `npm test -- node`, `browser` or `e2e` runs one part. `--no-build` takes dist as it is. `--all` runs every browser test in
// every engine.
import {availableParallelism} from 'node:os';
import {ensureBrowsers, handOn, wantedEngines} from './browsers.mjs';
import {ensureRedis} from './redis.mjs';
import {runBuild} from './test/build.mjs';
import {listJobs} from './test/jobs.mjs';
import {runJob} from './test/run-job.mjs';

const PARTS = ['node', 'browser', 'e2e'];
const OPTIONS = ['--no-build', '--all'];

/** End-to-end jobs wait half of their time, so that one job more than there are cores keeps all of them busy. */
const PARALLEL_JOBS = availableParallelism() + 1;

function readArguments(words) {
  const unknown = words.filter(word => !PARTS.includes(word) && !OPTIONS.includes(word));
  if (unknown.length) throw new Error(`Unknown: ${unknown.join(' ')}. There are ${[...PARTS, ...OPTIONS].join(', ')}`);
  const parts = words.filter(word => PARTS.includes(word));
  return {
    parts: parts.length ? parts : PARTS,
    isBuilt: words.includes('--no-build'),
    isFullMatrix: words.includes('--all'),
  };
}

/** The environment of the test processes: what is found once is handed on. */
async function prepare({parts, isFullMatrix}) {
  const browsers = await ensureBrowsers();
  for (const {engine, version, source} of Object.values(browsers)) console.log(`${engine}: ${version} (${source})`);
  const env = {...handOn(browsers), ...(isFullMatrix && {TEST_MATRIX: 'all'})};
  if (!parts.includes('node')) return env;
  const redis = await ensureRedis();
  console.log(`redis: ${redis.version} (${redis.path})`);
  return {...env, REDIS_SERVER_PATH: redis.path};
}

/** Runs the jobs side by side. Those that need the build wait for it. */
async function runJobs(jobs, {env, build}) {
  const waiting = [...jobs];
  const results = [];
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      if (job.needsBuild) await build;
      const start = Date.now();
      const result = await runJob(job, {env});
      const {passed, failed, flaky, output} = result;
      const seconds = Math.round((Date.now() - start) / 1000);
      console.log(`${job.name}: ${passed} passed, ${failed} failed, ${flaky.length} flaky, ${seconds} s`);
      if (failed || flaky.length) console.log(`\n--- output of ${job.name}\n${output}\n--- end of ${job.name}\n`);
      results.push(result);
    }
  };
  await Promise.all(Array.from({length: PARALLEL_JOBS}, work));
  return results;
}

async function runAll(words) {
  const options = readArguments(words);
  const env = await prepare(options);
  const jobs = listJobs({engines: wantedEngines(), isFullMatrix: options.isFullMatrix}).filter(({part}) =>
    options.parts.includes(part),
  );
  const build = options.isBuilt ? Promise.resolve() : runBuild();
  // The jobs that need the build report a failure.
  build.catch(() => undefined);
  const results = await runJobs(jobs, {env, build});
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    failures: results.flatMap(({failures}) => failures),
    flaky: results.flatMap(({flaky}) => flaky),
  };
}

const {passed, failed, failures, flaky} = await runAll(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  return {passed: 0, failed: 1, failures: [], flaky: []};
});
// Repeated here, because what a run prints before its end is more than most logs keep.
const print = (heading, {file, name, detail}) =>
  console.error(`\n${heading} ${file}: ${name}\n${detail.split('\n').slice(0, 12).join('\n')}`);
for (const failure of flaky) print('FLAKY', failure);
for (const failure of failures) print('FAILED', failure);
process.exitCode = failed ? 1 : 0;
console.log(`${flaky.length} flaky`);
console.log(`${passed} passed, ${failed} failed`);
