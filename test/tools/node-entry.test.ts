import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {it} from 'node:test';
import {readCounts} from '../../tools/test/counts.mjs';

/** Runs test files, given by name and source, in one process as `npm test` does. */
async function runFiles(sources: Record<string, string>): Promise<{passed: number; failed: number; names: string[]}> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'node-entry-')));
  try {
    const all = {'package.json': '{"type": "module"}', ...sources};
    for (const [name, source] of Object.entries(all)) await writeFile(join(folder, name), source);
    const files = Object.keys(sources).filter(name => name.endsWith('.test.ts'));
    const {NODE_TEST_CONTEXT: _, ...env} = process.env;
    const args = ['--import', 'tsx', '--test-reporter=./tools/test/node-reporter.mjs', 'tools/test/node-entry.mjs'];
    const child = spawn(process.execPath, [...args, ...files.map(name => join(folder, name))], {
      stdio: 'ignore',
      env: {...env, TEST_COUNTS_FILE: join(folder, 'counts')},
    });
    await once(child, 'exit');
    const {passed, failed, failures} = readCounts(join(folder, 'counts'));
    const names = failures.map(({file, name}) => `${relative(folder, file)}: ${name}`);
    return {passed, failed, names};
  } finally {
    await rm(folder, {recursive: true});
  }
}

it('names the file of a failed test, also when a helper defines the test', async () => {
  const result = await runFiles({
    'shared.ts': `import {it} from 'node:test'; export const fail = () => it('fails', () => { throw new Error('no'); });`,
    'one.test.ts': `import {fail} from './shared.ts'; fail();`,
    'two.test.ts': `import {it} from 'node:test'; it('passes', () => {});`,
  });
  assert.deepEqual(result, {passed: 1, failed: 1, names: ['one.test.ts: fails']});
});

it('counts a file that cannot be loaded as failed', async () => {
  const result = await runFiles({
    'one.test.ts': `import './missing.ts';`,
    'two.test.ts': `import {it} from 'node:test'; it('passes', () => {});`,
  });
  assert.deepEqual(result, {passed: 1, failed: 1, names: ['one.test.ts: broke off']});
});

it('runs no test before all files are loaded', async () => {
  const result = await runFiles({
    'one.test.ts': `import {it} from 'node:test'; it('changes a global', () => { globalThis.changed = true; });`,
    'two.test.ts': `import {it} from 'node:test'; const {changed} = globalThis; it('finds it unchanged', () => { if (changed) throw new Error('no'); });`,
  });
  assert.deepEqual(result, {passed: 2, failed: 0, names: []});
});
