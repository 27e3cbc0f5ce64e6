import assert from 'node:assert/strict';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';
import {typeErrors} from '../helpers/type-check.js';

const folder = fileURLToPath(new URL('types', import.meta.url));

describe('the types of the tag in JSX', () => {
  // Each file marks what the check has to refuse with `@ts-expect-error`, so a mistake that is accepted is an error too.
  for (const [name, source] of Object.entries({preact: 'preact', solid: 'solid-js'})) {
    it(`accept good tags of ${name} and refuse bad ones`, () => {
      const jsx = name === 'solid' ? ts.JsxEmit.Preserve : ts.JsxEmit.ReactJSX;
      assert.equal(typeErrors([join(folder, `${name}.tsx`)], {jsx, jsxImportSource: source}), '');
    });
  }
});
