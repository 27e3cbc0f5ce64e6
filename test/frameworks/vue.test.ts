import {it} from 'node:test';
import {defineCommonTests, inApp, inDevelopment, repairBothByButton} from './support/app-suite.js';
import {banks} from './support/banks-page.js';
import {developWith, serveFolder, vite} from './support/servers.js';
import {defineTypeTest} from './support/template-types.js';

inApp('the Vue example', serveFolder('vue'), inPage => {
  defineCommonTests(inPage);
  it(
    'repairs both connections with the plain tag, which is defined after Vue has rendered it',
    inPage('/tag.html', async page => {
      await repairBothByButton(page);
      await page.waitForNews(banks.meld);
    }),
  );
});

inDevelopment('the Vue example', developWith('vue', vite));

defineTypeTest('vue', {
  command: ['node_modules/vue-tsc/bin/vue-tsc.js', '--project', '.', '--pretty', 'false'],
  error: /^(?<file>\S.*)\((?<line>\d+),\d+\): error/gm,
});
