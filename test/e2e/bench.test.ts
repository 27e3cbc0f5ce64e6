import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {it} from 'node:test';
import {promisify} from 'node:util';

interface BenchData {
  cases: {id: string}[];
  results: {part: string; id: string; variant: string; values: Record<string, number>[]}[];
}

it('the benchmark measures every case and writes a page with all tables', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  t.after(() => rm(folder, {recursive: true}));
  const [page, data] = ['performance.md', 'data.json'].map(name => join(folder, name)) as [string, string];
  const args = [
    'tools/bench/bench.mjs',
    '--runs',
    '1',
    '--latency',
    '0',
    '--slowdown',
    '1',
    '--page',
    page,
    '--data',
    data,
  ];
  await promisify(execFile)(process.execPath, args);

  const {cases, results} = JSON.parse(await readFile(data, 'utf8')) as BenchData;
  const measured = results.map(({part, id, variant}) => [part, id, variant].filter(Boolean).join(' '));
  assert.deepEqual(measured, [
    ...cases.map(({id}) => `load ${id}`),
    'click by-hand cold',
    ...['ours', 'ours-classic'].flatMap(id => ['cold', 'hover', 'prefetch'].map(approach => `click ${id} ${approach}`)),
    ...[1, 10, 100, 1000].flatMap(count => [`many lit ${count}`, `many ours ${count}`]),
  ]);
  for (const {part, id, values} of results) {
    assert.equal(values.length, 1);
    // The difference of the heap sizes can be negative for a single element.
    for (const [name, value] of Object.entries(values[0]!)) {
      assert.ok(Number.isFinite(value) && (value >= 0 || name === 'heap'), `${part} ${id}: ${name} is ${value}`);
    }
  }

  const text = await readFile(page, 'utf8');
  assert.equal(text.match(/^\| -/gm)?.length, 5, text);
  assert.doesNotMatch(text, /NaN|undefined|Infinity/);
});
