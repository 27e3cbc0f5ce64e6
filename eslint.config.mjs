import js from '@eslint/js';
import globals from 'globals';
import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

export default ts.config(
  // The compilers check the tags in test/package/types, which are in three dialects of JSX, and in test/frameworks/types.
  {ignores: ['**/dist/', 'coverage/', 'node_modules/', 'test/package/types/', 'test/frameworks/types/']},
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
  {
    files: ['test/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Program > ExpressionStatement > CallExpression[callee.name=/^(before|after|use[A-Z])/]',
          message: 'All files run in one process, and this hook would run for each of them. Put it into a suite.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'src/testing/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // A framework's JSX is a namespace, which only a namespace extends.
  {files: ['src/frameworks/*.ts'], rules: {'@typescript-eslint/no-namespace': 'off'}},
  // The examples have their own projects, whose packages only `npm run test:frameworks` installs.
  {files: ['**/*.mjs', '**/*.js', 'examples/**'], ...ts.configs.disableTypeChecked},
  {
    files: ['tools/**', 'demo/**/*.ts', 'examples/**', 'site/**', 'src/cli/**'],
    rules: {'no-console': 'off'},
  },
);
