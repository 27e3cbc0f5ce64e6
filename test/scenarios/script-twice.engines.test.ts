import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {it} from 'node:test';
import {inEachEngine} from '../e2e/support/each-engine.js';
import {signIn} from '../e2e/support/repair-page.js';
import {tagFor, type SitePage} from '../e2e/support/site.js';

const dist = (file: string): Promise<string> => readFile(new URL(`../../dist/${file}`, import.meta.url), 'utf8');

const MODULE = '<script type="module" src="/dist/bank-reconnect.js"></script>';
const MODULE_AGAIN = '<script type="module" src="/dist/bank-reconnect.js?again"></script>';
const CLASSIC = '<script src="/dist/bank-reconnect.iife.js"></script>';
const OTHER_VERSION = '<script src="/other-version.js"></script>';
const WITHOUT_VERSION = '<script src="/without-version.js"></script>';

/** Keeps the console's lines for the test. */
const RECORD_CONSOLE = `<script>
  const lines = (window.lines = []);
  for (const level of ['warn', 'error']) console[level] = (...texts) => lines.push(texts.join(' '));
</script>`;

/** The scripts before and after the tags, and the version whose class defines the tag. */
const pages: Record<string, {before?: string; after?: string; lines: string[]}> = {
  'the same module twice, before the tags': {before: MODULE + MODULE_AGAIN, lines: []},
  'the same classic script twice, after the tags': {after: CLASSIC + CLASSIC, lines: []},
  'the module and the classic script, before and after the tags': {before: CLASSIC, after: MODULE, lines: []},
  'another version after this one': {
    before: CLASSIC,
    after: OTHER_VERSION,
    lines: ['<bank-reconnect>: version 0.1.0 is in use, so the copy of version 9.9.9 is not'],
  },
  'this version after another one': {
    before: OTHER_VERSION,
    after: MODULE,
    lines: ['<bank-reconnect>: version 9.9.9 is in use, so the copy of version 0.1.0 is not'],
  },
  'this version after one that does not tell its version': {
    before: WITHOUT_VERSION,
    after: CLASSIC,
    lines: ['<bank-reconnect>: version unknown is in use, so the copy of version 0.1.0 is not'],
  },
};

inEachEngine('a page that loads the script twice', withFixture => {
  for (const [what, {before = '', after = '', lines}] of Object.entries(pages)) {
    it(
      `as ${what}, repairs two connections, one modal at a time`,
      withFixture(async ({page, servers}) => {
        const classic = await dist('bank-reconnect.iife.js');
        const script = (code: string): SitePage => ({html: code, headers: {'content-type': 'text/javascript'}});
        assert.ok(classic.includes('"0.1.0"'));
        const tags = tagFor('meld', servers) + tagFor('plaid', servers);
        const site = servers.serve({
          '/': {html: `<!doctype html><title>Host</title>${RECORD_CONSOLE}${before}${tags}${after}`},
          '/other-version.js': script(classic.replaceAll('"0.1.0"', '"9.9.9"')),
          '/without-version.js': script(classic.replaceAll('"0.1.0"', 'void 0')),
        });
        await page.goto(`${site.url}/`);
        await page.reconnect('meld');
        const widget = await page.widget('meld');
        // The lock of modals and the listener of messages are those of the one copy that is in use.
        const code = await page.page.evaluate(async () => {
          const other = document.querySelector<HTMLElement & {open(): Promise<{detail: {error?: {code: string}}}>}>(
            'bank-reconnect[provider=plaid]',
          );
          return (await other!.open()).detail.error?.code;
        });
        assert.equal(code, 'busy');
        await signIn(widget);
        await page.waitForEvent('repair-confirmed');
        assert.deepEqual(await page.page.evaluate(() => (window as unknown as {lines: string[]}).lines), lines);
        assert.equal((await page.events('meld')).filter(({type}) => type.startsWith('exited-')).length, 1);
      }),
    );
  }
});
