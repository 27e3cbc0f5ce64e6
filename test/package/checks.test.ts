import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {checkPackage, createPackageFromTarballData} from '@arethetypeswrong/core';
import {validateCem} from '@wc-toolkit/cem-validator';
import {publint} from 'publint';
import {packed} from '../helpers/packed.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

describe('the packed package', () => {
  it('passes publint', async () => {
    const tarball = readFileSync((await packed()).tarball);
    const {messages} = await publint({pack: {tarball: new Uint8Array(tarball).buffer}, strict: true});
    assert.deepEqual(messages, []);
  });

  it('has types for every entry in every module resolution', async () => {
    const tarball = readFileSync((await packed()).tarball);
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    assert.ok(analysis.types);
    // The package has ES modules only, which a CommonJS module imports dynamically, or with `require` from Node 20.19 on.
    const problems = analysis.problems.filter(({kind}) => kind !== 'CJSResolvesToESM');
    assert.deepEqual(problems, []);
  });

  it('is at most 720 kB, and 2.7 MB on the disk', async () => {
    const {size, unpackedSize} = await packed();
    assert.ok(size <= 720_000, `${size} bytes packed`);
    assert.ok(unpackedSize <= 2_700_000, `${unpackedSize} bytes unpacked`);
  });
});

describe('the manifest of the element', () => {
  it('passes the validator', async () => {
    const path = join(root, 'package.json');
    await validateCem(readJson('custom-elements.json'), {packageJsonPath: path, cemFileName: 'custom-elements.json'});
  });
});
