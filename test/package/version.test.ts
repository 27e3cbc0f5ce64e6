import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {it} from 'node:test';
import {version} from '../../src/element/version.js';

it('the version in the code is that of the manifest', () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  assert.equal(version, (JSON.parse(manifest) as {version: string}).version);
});
