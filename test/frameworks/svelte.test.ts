import {it} from 'node:test';
import {defineCommonTests, inApp, repairBoth} from './support/app-suite.js';
import {developWith, serveFolder, vite} from './support/servers.js';

inApp('the Svelte example', serveFolder('svelte'), inPage => defineCommonTests(inPage));

inApp('the Svelte example in development', developWith('svelte', vite), inPage => {
  it('repairs both connections', inPage('/', repairBoth));
});
