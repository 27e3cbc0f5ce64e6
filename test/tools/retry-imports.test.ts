import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {rollup} from 'rollup';
import type {Plugin} from 'rollup';
import {retryImports} from '../../tools/rollup/retry-imports.mjs';

/** Modules from memory. */
const modules = (sources: Record<string, string>): Plugin => ({
  name: 'modules',
  resolveId: id => id.replace(/^\.\//, ''),
  load: id => sources[id] ?? null,
});

async function buildAll(sources: Record<string, string>): Promise<Record<string, string>> {
  const bundle = await rollup({input: 'entry', plugins: [modules(sources), retryImports()]});
  const {output} = await bundle.generate({format: 'es', chunkFileNames: '[name].js'});
  await bundle.close();
  return Object.fromEntries(output.map(file => [file.fileName, 'code' in file ? file.code : '']));
}

async function build(entry: string): Promise<string> {
  const files = await buildAll({entry, 'lazy.js': 'export const lazy = 1;'});
  return files['entry.js'] ?? '';
}

describe('imports that can be tried again', () => {
  it('get the parameter after their URL', async () => {
    const code = await build(`export const load = {lazy: retry => import('./lazy.js')};`);
    assert.match(code, /retry => import\('\.\/lazy\.js' \+ retry\)/);
  });

  it('stop the build where they have no such parameter', async () => {
    for (const source of [
      `export const load = () => import('./lazy.js');`,
      `export const load = again => import('./lazy.js');`,
      `export const load = retry => (() => import('./lazy.js'))();`,
      `export function load(retry) { return import('./lazy.js'); }`,
      `export const lazy = import('./lazy.js');`,
    ]) {
      await assert.rejects(build(source), /has to be written as `\(retry: string\) => import\('…'\)`/, source);
    }
  });

  it('hand the query on to what lazy chunks share, and to nothing that is there before', async () => {
    const files = await buildAll({
      entry: `import {first} from './first.js';
        export const load = {a: retry => import('./a.js'), b: retry => import('./b.js'), first};`,
      'first.js': 'export const first = 1;',
      'a.js': `import {first} from './first.js'; import {shared as both} from './shared.js'; export const a = both + first;`,
      'b.js': `import {shared} from './shared.js'; import {other} from './other.js'; export const b = shared + other;`,
      'other.js': `export const other = 3; export const load = retry => import('./c.js');`,
      'c.js': `import {other} from './other.js'; export const c = other;`,
      'shared.js': 'export const shared = 2;',
    });
    assert.match(
      files['a.js'] ?? '',
      /const \{\w+: shared\} = await import\('\.\/shared\.js' \+ new URL\(import\.meta\.url\)\.search\);/,
    );
    assert.match(files['a.js'] ?? '', /import \{[^}]+\} from '\.\/entry\d*\.js';/);
    assert.doesNotMatch(files['a.js'] ?? '', /import .* from '\.\/shared\.js'/);
    assert.match(files['b.js'] ?? '', /await (import|Promise\.all)\(/);
  });
});
