import assert from 'node:assert/strict';
import {it} from 'node:test';
import {defineCommonTests, inApp, inDevelopment} from './support/app-suite.js';
import {developWith, serveFolder} from './support/servers.js';
import {defineTypeTest} from './support/template-types.js';

const ng = (port: number): readonly [string, ...string[]] => [
  'node_modules/@angular/cli/bin/ng.js',
  ...['serve', '--host', '127.0.0.1', '--port', String(port)],
];

inApp('the Angular example', serveFolder('angular', 'dist/browser'), inPage => {
  defineCommonTests(inPage);
  it(
    'leaves a property alone whose input is not set',
    inPage('/', async ({page}) => {
      // The directive sets `headers` after the properties below.
      await page.waitFor(() => document.querySelector('bank-reconnect')?.headers);
      const values = await page.evaluate(() => {
        const {autoOpen, disabled} = document.querySelector('bank-reconnect')!;
        return {autoOpen, disabled};
      });
      assert.deepEqual(values, {autoOpen: false, disabled: false});
    }),
  );
});

inDevelopment('the Angular example', developWith('angular', ng));

defineTypeTest('angular', {
  command: ['node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js', '--project', '.'],
  error: /^(?<file>\S.*):(?<line>\d+):\d+ - error/gm,
});
