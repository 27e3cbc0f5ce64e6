import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {it} from 'node:test';

async function repeat(...args: string[]): Promise<{code: number; lastLine: string | undefined}> {
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  const child = spawn(process.execPath, ['tools/test/repeat.mjs', ...args], {stdio: ['ignore', 'pipe', 'pipe'], env});
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (out += String(chunk)));
  const [code] = (await once(child, 'close')) as [number];
  return {code, lastLine: out.trim().split('\n').at(-1)};
}

it('test:repeat counts the runs of a file in which a test fails', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'repeat-'));
  t.after(() => rm(folder, {recursive: true}));
  const file = join(folder, 'once.test.mjs');
  // The first run makes the folder, which no other can make again.
  const source = `import {mkdirSync} from 'node:fs';
    import {it} from 'node:test';
    it('passes once', () => mkdirSync(${JSON.stringify(join(folder, 'ran'))}));`;
  await writeFile(file, source);
  assert.deepEqual(await repeat(file, '--times', '3', '--no-build'), {code: 1, lastLine: '3 runs, 2 failed'});
});

it('test:repeat prints its usage for wrong arguments', async () => {
  const {code, lastLine} = await repeat('one.test.ts', '--times', '0');
  assert.notEqual(code, 0);
  assert.match(lastLine ?? '', /Usage: npm run test:repeat/);
});
