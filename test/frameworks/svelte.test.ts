import {defineCommonTests, inApp, inDevelopment} from './support/app-suite.js';
import {developWith, serveFolder, vite} from './support/servers.js';
import {defineTypeTest} from './support/template-types.js';

inApp('the Svelte example', serveFolder('svelte'), inPage => defineCommonTests(inPage));

inDevelopment('the Svelte example', developWith('svelte', vite));

defineTypeTest('svelte', {
  command: ['node_modules/svelte-check/bin/svelte-check', '--tsconfig', 'tsconfig.json', '--output', 'machine'],
  error: /^\d+ (?:ERROR|WARNING) "(?<file>[^"]+)" (?<line>\d+):/gm,
});
