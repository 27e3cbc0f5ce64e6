// `npm run test:site`: installs VitePress, builds the documentation's site, and tests it in Chromium, with dist as it is. The
// very last line is `N passed, N failed`.
import {prepareEnvironment} from './test/environment.mjs';
import {siteJob} from './test/jobs.mjs';
import {brokenRun, printSummary, runAndPrint, runAsTest} from './test/report.mjs';
import {runCommand} from './test/run-command.mjs';
import {runJob} from './test/run-job.mjs';

const build = () => runCommand(process.execPath, ['site/vitepress.mjs']);

async function runAll() {
  const env = await prepareEnvironment({needsRedis: false});
  const test = {file: 'site', name: 'is installed and built'};
  const built = await runAndPrint('site, installation and build', () => runAsTest(test, build));
  if (built.failed) return [built];
  return [built, await runAndPrint('site', () => runJob(siteJob(), {env}))];
}

printSummary(await runAll().catch(brokenRun));
