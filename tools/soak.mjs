// `npm run test:soak`: the tests whose size is a variable, at their full size. It takes about half an hour.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {runBuild} from './test/build.mjs';
import {prepareEnvironment} from './test/environment.mjs';

/** Opened and closed repairs per provider. */
const CYCLES = 1_000;
/** Generated cases per property. */
const CASES = 100_000;

async function runTests(files, env) {
  const args = ['--import', 'tsx', '--test', '--test-reporter', 'spec', ...files];
  const child = spawn(process.execPath, args, {env, stdio: 'inherit'});
  const [code] = await once(child, 'exit');
  return code === 0;
}

const properties = readdirSync('test', {recursive: true})
  .filter(path => path.endsWith('.property.test.ts'))
  .map(path => join('test', path));

const environment = await prepareEnvironment({needsRedis: false});
await runBuild();
const results = [
  await runTests(properties, {...environment, PROPERTY_RUNS: String(CASES)}),
  await runTests(['test/scenarios/soak.test.ts'], {...environment, SOAK_CYCLES: String(CYCLES)}),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
