import assert from 'node:assert/strict';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';
import {typeErrors} from '../helpers/type-check.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('types', import.meta.url));

/** The files of each framework: those that it shares, and its own. */
const frameworks = {
  react: {source: 'react', files: ['tag', 'listeners', 'react']},
  preact: {source: 'preact', files: ['tag', 'listeners', 'preact']},
  solid: {source: 'solid-js', files: ['tag', 'solid']},
};

describe('the types of the tag in JSX', () => {
  // Each file marks what the check has to refuse with `@ts-expect-error`, so a mistake that is accepted is an error too.
  for (const [name, {source, files}] of Object.entries(frameworks)) {
    it(`accept good tags of ${name} and refuse bad ones`, () => {
      const jsx = name === 'solid' ? ts.JsxEmit.Preserve : ts.JsxEmit.ReactJSX;
      const paths = files.map(file => join(folder, `${file}.tsx`));
      assert.equal(typeErrors(paths, {jsx, jsxImportSource: source}), '');
    });
  }
});

/** Uses every entry of the package that has code. */
const allEntries = `
import {BankReconnectElement, describeConnection, type RepairEventMap} from 'bank-reconnect';
import {createRepairBackend, meld} from 'bank-reconnect/backend';
import {toNodeListener} from 'bank-reconnect/backend/node';
import {startSandbox} from 'bank-reconnect/sandbox';
import 'bank-reconnect/bank-reconnect.js';
import 'bank-reconnect/bank-reconnect.iife.js';

export const element: BankReconnectElement = document.createElement('bank-reconnect');
element.addEventListener('exited-successful', ({detail}) => detail.resultingConnectionId?.length);
export const listener = (event: RepairEventMap['exited-errored']) => event.detail.error.code === 'offline';
export const health = describeConnection({provider: 'meld', status: 'ACTIVE'}).then(({advice}) => advice);
const backend = createRepairBackend({findConnection: () => null, providers: [meld({apiKey: 'key', environment: 'sandbox'})]});
export const node = toNodeListener(backend);
export const sandbox = startSandbox({port: 0}).then(({origins}) => origins);
export const Classic = BankReconnect.BankReconnectElement;
// @ts-expect-error -- a word that the property does not know
element.display = 'modall';
// @ts-expect-error -- an error code that does not exist
export const wrong = (event: RepairEventMap['exited-errored']) => event.detail.error.code === 'offlin';
`;

describe('the types of every entry', () => {
  const resolutions: Record<string, ts.CompilerOptions> = {
    bundler: {module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler},
    nodenext: {module: ts.ModuleKind.NodeNext},
  };
  for (const [name, options] of Object.entries(resolutions)) {
    it(`are free of errors with moduleResolution ${name}, also without skipLibCheck`, () => {
      // A virtual file in the root, where the package's name resolves to its exports.
      const files = {[join(root, 'all-entries.ts')]: allEntries};
      // The types of Node have an error with exactOptionalPropertyTypes.
      const checksLibraries = {skipLibCheck: false, exactOptionalPropertyTypes: false, types: ['node']};
      assert.equal(typeErrors(files, {...options, ...checksLibraries}), '');
    });
  }
});
