import js from '@eslint/js';
import globals from 'globals';
import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

/** Files that run in the browser, on the host's server, and on a developer's machine; none may reach into another. */
const browser = [
  'src/index.ts',
  'src/element/**/*.ts',
  'src/repair/**/*.ts',
  'src/surfaces/**/*.ts',
  'src/providers/*.ts',
  'src/providers/*/widget.ts',
  'src/providers/*/widget/**/*.ts',
  'src/providers/*/health.ts',
];
const backend = ['src/backend/**/*.ts', 'src/providers/*/backend.ts', 'src/providers/*/backend/**/*.ts'];
const sandbox = ['src/sandbox/**/*.ts', 'src/providers/*/sandbox.ts', 'src/providers/*/sandbox/**/*.ts'];

const toBrowser = [
  '**/element/**',
  '**/repair/**',
  '**/surfaces/**',
  '**/providers/*.js',
  '**/widget.js',
  '**/widget/**',
];
const toBackend = ['**/backend/**', '**/backend.js'];
const toSandbox = ['**/sandbox/**', '**/sandbox.js'];

/** An entry that forbids `files` to import what `patterns` name. */
const keepOut = (files, patterns, message) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', {patterns: [{group: patterns, message}]}],
    // The rule above looks at static imports only, and registries import dynamically.
    'no-restricted-syntax': ['error', {selector: `ImportExpression[source.value=${toRegExp(patterns)}]`, message}],
  },
});

/** The patterns, which are all of the form `**`/x/`**` or `**`/x.js, as one regular expression for a selector. */
const toRegExp = patterns =>
  `/(^|\\u002F)(${patterns
    .map(pattern =>
      pattern
        .replace(/^\*\*\//, '')
        .replace(/\/\*\*$/, '\\u002F')
        .replace(/\./g, '\\.')
        .replace(/\*/g, '[^\\u002F]*')
        .replace(/\//g, '\\u002F'),
    )
    .join('|')})/`;

export default ts.config(
  {ignores: ['dist/', 'coverage/', 'node_modules/']},
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  {
    languageOptions: {
      globals: {...globals.browser, ...globals.node},
      parserOptions: {
        projectService: {allowDefaultProject: ['*.mjs', 'tools/*.mjs', 'tools/*/*.mjs']},
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^(_|retry$)', varsIgnorePattern: '^_'}],
      'no-console': 'error',
    },
  },
  {files: ['src/element/**/*.ts'], ...lit['flat/recommended']},
  {files: ['src/element/**/*.ts'], ...wc['flat/best-practice']},
  keepOut(
    ['src/contract.ts', 'src/health/**/*.ts'],
    [...toBrowser, ...toBackend, ...toSandbox],
    'The contract and the meaning of statuses stand by themselves.',
  ),
  keepOut(browser, [...toBackend, ...toSandbox], 'Browser code imports neither the backend kit nor the sandbox.'),
  // The layers of the browser code: a file imports from its own layer or a lower one, types included.
  keepOut(
    ['src/surfaces/**/*.ts'],
    [...toBackend, ...toSandbox, '**/providers/**', '**/repair/**', '**/element/**'],
    'A surface knows neither providers nor repairs.',
  ),
  keepOut(
    ['src/providers/*.ts', 'src/providers/*/widget.ts', 'src/providers/*/widget/**/*.ts'],
    [...toBackend, ...toSandbox, '**/repair/**', '**/element/**'],
    'A provider gets what it needs of a repair through its context.',
  ),
  keepOut(
    ['src/repair/**/*.ts'],
    [...toBackend, ...toSandbox, '**/element/**', '**/registry.js'],
    'The engine gets the shell and the registry handed over.',
  ),
  keepOut(
    ['src/element/**/*.ts'],
    [...toBackend, ...toSandbox, '**/registry.js'],
    'The shell gets the registry from index.ts.',
  ),
  keepOut(backend, [...toBrowser, ...toSandbox], 'The backend kit imports neither browser code nor the sandbox.'),
  keepOut(
    sandbox,
    [...toBrowser, ...toBackend, '**/contract.js', '**/health.js', '**/health/**'],
    'A stand-in shares nothing with the code it stands opposite.',
  ),
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {files: ['**/*.mjs', '**/*.js'], ...ts.configs.disableTypeChecked},
  {files: ['tools/**', 'demo/**/*.ts', 'src/sandbox/cli.ts', 'src/sandbox/bin.ts'], rules: {'no-console': 'off'}},
);
