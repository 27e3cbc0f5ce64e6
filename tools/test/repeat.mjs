// `npm run test:repeat -- FILE --times 30` runs a test file repeatedly to find flaky tests. The runs are parallel, as in
// `npm test`, because a flaky test mostly fails on a busy machine. The last line is `N runs, N failed`.
import {parseArgs} from 'node:util';
import {wantedEngines} from '../browsers.mjs';
import {runBuild} from './build.mjs';
import {prepareEnvironment} from './environment.mjs';
import {jobsOfFile} from './jobs.mjs';
import {runInParallel} from './parallel.mjs';
import {runOnce} from './run-job.mjs';

const USAGE = 'Usage: npm run test:repeat -- FILE [--times N] [--no-build]';

function readArguments() {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {times: {type: 'string', default: '10'}, 'no-build': {type: 'boolean', default: false}},
  });
  const times = Number(values.times);
  if (positionals.length !== 1 || !Number.isInteger(times) || times < 1) throw new Error(USAGE);
  return {file: positionals[0], times, isBuilt: values['no-build']};
}

async function repeat() {
  const {file, times, isBuilt} = readArguments();
  const jobs = jobsOfFile(file, wantedEngines());
  if (!jobs.length) throw new Error(`${file} runs in Chromium only, which BROWSERS leaves out`);
  const env = await prepareEnvironment({needsRedis: jobs.some(({part}) => part === 'node')});
  if (!isBuilt && jobs.some(({needsBuild}) => needsBuild)) await runBuild();
  const runs = Array.from({length: times}, () => jobs).flat();
  const results = await runInParallel(runs, async job => {
    const {passed, failed, failures, output} = await runOnce(job, {env});
    console.log(`${job.name}: ${passed} passed, ${failed} failed`);
    for (const {name, detail} of failures) console.log(`FAILED ${name}\n${detail}`);
    if (failed) console.log(`\n--- output of ${job.name}\n${output}\n--- end of ${job.name}\n`);
    return failed > 0;
  });
  const failedRuns = results.filter(Boolean).length;
  console.log(`${runs.length} runs, ${failedRuns} failed`);
  process.exitCode = failedRuns ? 1 : 0;
}

await repeat().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
