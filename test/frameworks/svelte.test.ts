import {defineCommonTests, inApp, inDevelopment} from './support/app-suite.js';
import {developWith, serveFolder, vite} from './support/servers.js';

inApp('the Svelte example', serveFolder('svelte'), inPage => defineCommonTests(inPage));

inDevelopment('the Svelte example', developWith('svelte', vite));
