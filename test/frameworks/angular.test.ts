import {defineCommonTests, inApp, inDevelopment} from './support/app-suite.js';
import {developWith, serveFolder} from './support/servers.js';
import {defineTypeTest} from './support/template-types.js';

const ng = (port: number): readonly [string, ...string[]] => [
  'node_modules/@angular/cli/bin/ng.js',
  ...['serve', '--host', '127.0.0.1', '--port', String(port)],
];

inApp('the Angular example', serveFolder('angular', 'dist/browser'), inPage => defineCommonTests(inPage));

inDevelopment('the Angular example', developWith('angular', ng));

defineTypeTest('angular', {
  command: ['node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js', '--project', '.'],
  error: /^(?<file>\S.*):(?<line>\d+):\d+ - error/gm,
});
