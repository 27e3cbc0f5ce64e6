import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {assertNothingMoved, defineCommonTests, inApp, inDevelopment, repairBothByButton} from './support/app-suite.js';
import {copyOf, folderOf, runServer, type Serve} from './support/servers.js';

/** Runs one of Next's servers, whose route has the kit. */
const next =
  (command: 'start' | 'dev', example = 'next'): Serve =>
  sandbox => {
    const {plaid = '', meld = ''} = sandbox.origins;
    return runServer(
      example,
      port => ['node_modules/next/dist/bin/next', command, '--port', String(port), '--hostname', '127.0.0.1'],
      {SANDBOX_URL: sandbox.url, SANDBOX_PLAID_URL: plaid, SANDBOX_MELD_URL: meld},
    )();
  };

inApp('the Next example', next('start'), inPage => {
  defineCommonTests(inPage);
  it('repairs both connections from a server component', inPage('/server/', repairBothByButton));

  it(
    'has text before the script, and moves nothing when the script has loaded',
    inPage('/', async ({page}) => {
      const html = await page.evaluate(async () => (await fetch(location.href)).text());
      assert.match(html, /<bank-reconnect[^>]*>Reconnect (<!-- -->)?First Harbor Bank<\/bank-reconnect>/);
      await page.waitFor(() => document.querySelector('bank-reconnect')?.shadowRoot?.querySelector('button') !== null);
      await assertNothingMoved(page);
    }),
  );
});

/** The example without the option, so that Next redirects to paths without a slash. */
function withoutTrailingSlash(): string {
  const copy = copyOf('next');
  const path = join(folderOf(copy), 'next.config.ts');
  const config = readFileSync(path, 'utf8');
  assert.match(config, /trailingSlash: true/);
  writeFileSync(path, config.replace('trailingSlash: true', 'trailingSlash: false'));
  return copy;
}

inDevelopment('the Next example without trailing slashes', next('dev', withoutTrailingSlash()));
