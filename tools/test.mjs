// `npm test`: the browsers, Redis, the build, then all tests. The very last line is `N passed, N failed`.
// `npm test -- node`, `browser` or `e2e` runs one part; `--no-build` takes dist as it is.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ensureBrowsers, handOn} from './browsers.mjs';
import {ensureRedis} from './redis.mjs';
import {COUNTS_VARIABLE, readCounts} from './test/counts.mjs';

const E2E = join('test', 'e2e');
const bin = name => join('node_modules', '.bin', name);

/** All tests for Node, in an order that does not depend on the machine. */
const nodeTests = readdirSync('test', {recursive: true})
  .filter(path => path.endsWith('.test.ts'))
  .map(path => join('test', path))
  .sort();
const isEndToEnd = path => path.startsWith(E2E);

const nodeTestArgs = files => [
  ...[
    '--import',
    'tsx',
    '--test',
    '--test-timeout=1800000',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
  ],
  ...['--test-reporter=./tools/test/node-reporter.mjs', '--test-reporter-destination=stdout'],
  ...files,
];

const parts = {
  node: [process.execPath, nodeTestArgs(nodeTests.filter(path => !isEndToEnd(path)))],
  browser: [bin('wtr'), []],
  // One after another: each has browsers of its own, and the times it waits are meant for a machine at rest.
  e2e: [process.execPath, ['--test-concurrency=1', ...nodeTestArgs(nodeTests.filter(isEndToEnd))]],
};

/** @returns {Promise<boolean>} whether the command ended well */
async function run(command, args, env = process.env) {
  const child = spawn(command, args, {stdio: ['ignore', 'inherit', 'inherit'], env});
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** Runs one part; that it broke off, or had nothing to run, is a failure that no test has told. */
async function count(name, browsers) {
  const [command, args] = parts[name];
  const folder = mkdtempSync(join(tmpdir(), 'bank-reconnect-test-'));
  const path = join(folder, 'counts');
  console.log(`\n--- ${name} tests`);
  try {
    const endedWell = await run(command, args, {...handOn(browsers), [COUNTS_VARIABLE]: path});
    const {passed, failed, failures} = readCounts(path);
    if (passed + failed === 0) console.error(`${name}: no test was run`);
    if (failed || (endedWell && passed)) return {passed, failed, failures};
    if (!endedWell) console.error(`${name}: broke off`);
    return {passed, failed: 1, failures: [`${name}: broke off`]};
  } finally {
    rmSync(folder, {recursive: true});
  }
}

async function runAll(options) {
  const wanted = options.filter(option => !option.startsWith('--'));
  const unknown = [...wanted.filter(name => !parts[name]), ...options.filter(o => /^--(?!no-build$)/.test(o))];
  if (unknown.length)
    throw new Error(`Unknown: ${unknown.join(' ')}. There are ${Object.keys(parts).join(', ')}, --no-build`);
  const browsers = await ensureBrowsers();
  for (const {engine, version, source} of Object.values(browsers)) console.log(`${engine}: ${version} (${source})`);
  const names = wanted.length ? wanted : Object.keys(parts);
  if (names.includes('node')) {
    const redis = await ensureRedis();
    console.log(`redis: ${redis.version} (${redis.path})`);
    process.env.REDIS_SERVER_PATH = redis.path;
  }
  if (!options.includes('--no-build') && !(await run('npm', ['run', '--silent', 'build']))) {
    throw new Error('The build failed');
  }
  const total = {passed: 0, failed: 0, failures: []};
  for (const name of names) {
    const {passed, failed, failures} = await count(name, browsers);
    total.passed += passed;
    total.failed += failed;
    total.failures.push(...failures);
  }
  return total;
}

const {passed, failed, failures} = await runAll(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  return {passed: 0, failed: 1, failures: []};
});
// Said again here, because what a run prints before its end is more than most logs keep.
for (const failure of failures) console.error(`\nFAILED ${failure.split('\n').slice(0, 12).join('\n')}`);
process.exitCode = failed ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
