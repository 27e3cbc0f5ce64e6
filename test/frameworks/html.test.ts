import {it} from 'node:test';
import {assertNothingMoved, defineCommonTests, inApp} from './support/app-suite.js';
import {serveFolder} from './support/servers.js';

inApp('the page without a framework', serveFolder('html', ''), inPage => {
  defineCommonTests(inPage);
  it(
    'moves nothing when the tag is defined',
    inPage('/', ({page}) => assertNothingMoved(page)),
  );
});
