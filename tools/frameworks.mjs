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
import {prepareEnvironment} from './test/environment.mjs';
import {runInParallel} from './test/parallel.mjs';
import {brokenRun, printSummary, runAndPrint, runAsTest} from './test/report.mjs';
import {runJob} from './test/run-job.mjs';

const OPTIONS = ['--no-build', '--keep'];

/** An example that cannot be installed or built counts as one failed test, else as one that has passed. */
const prepare = ({name, isBuilt}, context) =>
  runAsTest({file: sourceOf(name), name: 'installs, has correct types and builds'}, async () => {
    await install(name, context);
    if (isBuilt) await build(name, context);
  });

const jobOf = ({name}, engine) => ({
  name: `${name}, ${engine}`,
  part: 'e2e',
  runner: 'node',
  files: [join('test', 'frameworks', `${name}.test.ts`)],
  engine,
  needsBuild: true,
});

async function runApp(app, context) {
  const prepared = await runAndPrint(`${app.name}, installation and build`, () => prepare(app, context));
  if (prepared.failed || (await context.backend).failed) return [prepared];
  const results = [prepared];
  for (const engine of context.engines.filter(engine => engine === 'chromium' || app.inAllEngines)) {
    const job = jobOf(app, engine);
    results.push(await runAndPrint(job.name, () => runJob(job, {env: context.env})));
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
    const backend = {file: sourceOf('backend'), name: 'is installed'};
    context.backend = runAsTest(backend, () => install('backend', context));
    const results = await runInParallel(apps, app => runApp(app, context));
    return [await context.backend, ...results.flat()];
  } finally {
    if (words.includes('--keep')) console.log(workspace);
    else rmSync(workspace, {recursive: true, force: true});
  }
}

printSummary(await runAll(process.argv.slice(2)).catch(brokenRun));
