// `npm run test:frameworks`: packs the package, installs every example from the tarball, checks its types, builds it, and
// repairs connections on its pages. `-- react vue` runs these examples only, `--no-build` takes dist as it is, `--keep` keeps
// the installed examples and prints where they are. The very last line is `N passed, N failed`.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {wantedEngines} from './browsers.mjs';
import {APPS} from './frameworks/apps.mjs';
import {sourceOf} from './frameworks/lock.mjs';
import {pack} from './frameworks/pack.mjs';
import {build, install} from './frameworks/prepare.mjs';
import {runBuild} from './test/build.mjs';
import {addCounts} from './test/counts.mjs';
import {prepareEnvironment} from './test/environment.mjs';
import {runInParallel} from './test/parallel.mjs';
import {runJob} from './test/run-job.mjs';

const OPTIONS = ['--no-build', '--keep'];

/** An example that cannot be installed or built counts as one failed test, else as one that has passed. */
async function prepare({name, isBuilt}, context) {
  try {
    await install(name, context);
    if (isBuilt) await build(name, context);
    return {passed: 1, failed: 0, failures: [], flaky: [], output: ''};
  } catch (error) {
    const failure = {file: sourceOf(name), name: 'installs, has correct types and builds', detail: error.message};
    return {passed: 0, failed: 1, failures: [failure], flaky: [], output: error.message};
  }
}

const jobOf = ({name}, engine) => ({
  name: `${name}, ${engine}`,
  part: 'e2e',
  runner: 'node',
  files: [join('test', 'frameworks', `${name}.test.ts`)],
  engine,
  needsBuild: true,
});

async function runApp(app, context) {
  const results = [];
  const time = async (what, action) => {
    const start = Date.now();
    const result = await action();
    const seconds = Math.round((Date.now() - start) / 1000);
    const {passed, failed, flaky, output} = result;
    console.log(`${what}: ${passed} passed, ${failed} failed, ${flaky.length} flaky, ${seconds} s`);
    if (failed || flaky.length) console.log(`\n--- output of ${what}\n${output}\n--- end of ${what}\n`);
    results.push(result);
    return result;
  };
  const prepared = await time(`${app.name}, installation and build`, () => prepare(app, context));
  if (prepared.failed) return results;
  await context.backend;
  for (const engine of context.engines.filter(engine => engine === 'chromium' || app.inAllEngines)) {
    const job = jobOf(app, engine);
    await time(job.name, () => runJob(job, {env: context.env}));
  }
  return results;
}

async function runAll(words) {
  const names = words.filter(word => !OPTIONS.includes(word));
  const unknown = names.filter(name => !APPS.some(app => app.name === name));
  if (unknown.length)
    throw new Error(`Unknown: ${unknown.join(' ')}. There are ${APPS.map(({name}) => name).join(', ')}`);
  const found = await prepareEnvironment({needsRedis: false});
  if (!words.includes('--no-build')) await runBuild();
  const workspace = mkdtempSync(join(tmpdir(), 'bank-reconnect-frameworks-'));
  try {
    const tarball = await pack(workspace);
    const env = {...found, FRAMEWORKS_FOLDER: workspace};
    const context = {workspace, tarball, env, engines: wantedEngines()};
    const apps = APPS.filter(({name}) => !names.length || names.includes(name));
    context.backend = install('backend', context);
    const results = await runInParallel(apps, app => runApp(app, context));
    return results.flat();
  } finally {
    if (words.includes('--keep')) console.log(workspace);
    else rmSync(workspace, {recursive: true, force: true});
  }
}

const results = await runAll(process.argv.slice(2)).catch(error => {
  console.error(error);
  return [{passed: 0, failed: 1, failures: [], flaky: []}];
});
const sum = key => results.reduce((total, result) => total + result[key], 0);
const all = key => results.flatMap(result => result[key]);
const [passed, failed, flaky] = [sum('passed'), sum('failed'), all('flaky')];
// Repeated at the end, because logs often keep only the end of the output.
const print = (heading, {file, name, detail}) =>
  console.error(`\n${heading} ${file}: ${name}\n${detail.split('\n').slice(0, 12).join('\n')}`);
for (const failure of flaky) print('FLAKY', failure);
for (const failure of all('failures')) print('FAILED', failure);
addCounts({passed, failed, failures: all('failures')});
process.exitCode = failed ? 1 : 0;
console.log(`${flaky.length} flaky`);
console.log(`${passed} passed, ${failed} failed`);
