import assert from 'node:assert/strict';
import {mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {it} from 'node:test';
import {runJob} from '../../tools/test/run-job.mjs';

const PASSES = `import {it} from 'node:test'; it('passes', () => {});`;
const FAILS = `import {it} from 'node:test'; it('fails', () => { throw new Error('no'); });`;

/** The source of a test file whose tests know by `isFirst` whether the file runs for the first time. */
const failsOnce = (failure: string) => `
  import {existsSync, writeFileSync} from 'node:fs';
  import {it} from 'node:test';
  const marker = new URL('ran', import.meta.url);
  const isFirst = !existsSync(marker);
  writeFileSync(marker, '');
  ${failure}
`;

/** Runs test files, given by name and source, as one job of Node tests. */
async function runFiles(sources: Record<string, string>, {limitMs}: {limitMs?: number} = {}) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'run-job-')));
  try {
    const all = {'package.json': '{"type": "module"}', ...sources};
    for (const [name, source] of Object.entries(all)) await writeFile(join(folder, name), source);
    const files = Object.keys(sources).map(name => join(folder, name));
    const {NODE_TEST_CONTEXT: _, ...env} = process.env;
    const job = {name: 'a job', part: 'node', runner: 'node', files, needsBuild: false} as const;
    const {passed, failed, failures, flaky} = await runJob(job, {env, limitMs});
    const named = (list: typeof failures) =>
      list.map(({file, name}) => (file ? `${relative(folder, file)}: ${name}` : name));
    return {passed, failed, failures: named(failures), flaky: named(flaky)};
  } finally {
    await rm(folder, {recursive: true});
  }
}

it('lists a test that passes when its file runs once more as flaky, and counts it as passed', async () => {
  const result = await runFiles({
    'one.test.ts': failsOnce(`it('fails once', () => { if (isFirst) throw new Error('no'); });`),
    'two.test.ts': PASSES,
  });
  assert.deepEqual(result, {passed: 2, failed: 0, failures: [], flaky: ['one.test.ts: fails once']});
});

it('counts a test that fails twice as failed', async () => {
  const result = await runFiles({'one.test.ts': FAILS, 'two.test.ts': PASSES});
  assert.deepEqual(result, {passed: 1, failed: 1, failures: ['one.test.ts: fails'], flaky: []});
});

it('counts a test that fails in the second run only as failed', async () => {
  const result = await runFiles({
    'one.test.ts': failsOnce(`
      it('fails once', () => { if (isFirst) throw new Error('no'); });
      it('fails later', () => { if (!isFirst) throw new Error('no'); });
    `),
  });
  assert.deepEqual(result, {
    passed: 1,
    failed: 1,
    failures: ['one.test.ts: fails later'],
    flaky: ['one.test.ts: fails once'],
  });
});

it('counts the tests of a file that could be loaded only in the second run', async () => {
  const result = await runFiles({
    'one.test.ts': failsOnce(
      `if (isFirst) throw new Error('no'); it('passes', () => {}); it('passes, too', () => {});`,
    ),
  });
  assert.deepEqual(result, {passed: 2, failed: 0, failures: [], flaky: ['one.test.ts: broke off']});
});

it('counts a process that ends before its tests as failed, and does not repeat it', async () => {
  const result = await runFiles({'one.test.ts': `process.exit(0);`});
  assert.deepEqual(result, {passed: 0, failed: 1, failures: ['a job broke off'], flaky: []});
});

it('kills a job that hangs, and counts it as failed', async () => {
  const result = await runFiles(
    {'one.test.ts': `setInterval(() => {}, 1000); await new Promise(() => {});`},
    {
      limitMs: 100,
    },
  );
  assert.deepEqual(result, {passed: 0, failed: 1, failures: ['a job broke off'], flaky: []});
});
