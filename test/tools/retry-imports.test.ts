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

async function build(entry: string): Promise<string> {
  const sources = {entry, 'lazy.js': 'export const lazy = 1;'};
  const bundle = await rollup({input: 'entry', plugins: [modules(sources), retryImports()]});
  const {output} = await bundle.generate({format: 'es', chunkFileNames: '[name].js'});
  await bundle.close();
  return output[0].code;
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
});
