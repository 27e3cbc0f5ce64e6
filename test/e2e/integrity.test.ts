import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {inEachEngine} from './support/each-engine.js';
import type {Fixture} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {tagFor} from './support/site.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** The hashes that the build writes. */
const {integrity} = JSON.parse(readFileSync(join(dist, 'integrity.json'), 'utf8')) as {
  integrity: Record<string, string>;
};

/** Opens a page with hashes of the module script and, in an import map, of its chunks. */
async function openPage({page, servers}: Fixture, hashes: Readonly<Record<string, string>>): Promise<void> {
  const paths = Object.fromEntries(Object.entries(hashes).map(([path, hash]) => [`/dist/${path.slice(2)}`, hash]));
  const html = `<!doctype html><title>Host</title>
    <script type="importmap">${JSON.stringify({integrity: paths})}</script>
    <script type="module" src="/dist/bank-reconnect.js" integrity="${paths['/dist/bank-reconnect.js']!}"></script>
    ${tagFor('meld', servers)}`;
  await page.goto(`${servers.serve({'/': {html}}).url}/`);
}

inEachEngine('a page with the hashes of all scripts', withFixture => {
  it(
    'repairs the connection',
    withFixture(async fixture => {
      const {page} = fixture;
      await openPage(fixture, integrity);
      await page.reconnect('meld');
      await signIn(await page.widget('meld'));
      await page.waitForEvent('repair-confirmed');
    }),
  );

  it(
    'does not run a chunk with another hash',
    withFixture(async fixture => {
      const {page} = fixture;
      const [engine] = Object.keys(integrity).filter(path => path.includes('/engine-'));
      await openPage(fixture, {...integrity, [engine!]: integrity['./bank-reconnect.js']!});
      await page.reconnect('meld');
      const {detail} = await page.waitForExit('errored');
      assert.equal(detail.error?.code, 'script-blocked');
    }),
  );
});
