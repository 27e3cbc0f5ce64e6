import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inApp, repairBoth} from './support/app-suite.js';
import type {BanksPage} from './support/banks-page.js';
import {importFrom, serveFolder, type Serve} from './support/servers.js';

/** The bundles whose framework no example has in this version. */
const mounted = ['react-18', 'vue-3.3', 'preact', 'solid'];

/** The bundles with a component, rendered on the server. */
const rendered = ['react-18', 'react-19', 'vue-3.3', 'vue-3.5'];

const serveMatrix: Serve = async sandbox => {
  const server = await serveFolder('matrix')(sandbox);
  const {writePages} = await importFrom<{writePages(url: string): Promise<void>}>('matrix', 'write-pages.js');
  await writePages(server.url).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  return server;
};

/** What a test needs to know of the tags in a page. All of them are alike. */
interface Tags {
  isDisabled: boolean;
  hasDisabledAttribute: boolean;
  isButtonDisabled: boolean;
  /** Whether these nodes have been read before, and are not new ones in the place of others. */
  isKnown: boolean;
}

async function readTags({page}: BanksPage): Promise<Tags> {
  await page.waitFor(() => document.querySelector('bank-reconnect')?.shadowRoot?.querySelector('button'));
  const [first, ...others] = await page.evaluate(async () => {
    const known = ((window as unknown as {known?: WeakSet<Element>}).known ??= new WeakSet());
    const tags = [...document.querySelectorAll('bank-reconnect')];
    await Promise.all(tags.map(({updateComplete}) => updateComplete));
    return tags.map(tag => {
      const isKnown = known.has(tag);
      known.add(tag);
      return {
        isDisabled: tag.disabled,
        hasDisabledAttribute: tag.hasAttribute('disabled'),
        isButtonDisabled: tag.shadowRoot!.querySelector('button')!.disabled,
        isKnown,
      };
    });
  });
  for (const other of others) assert.deepEqual(other, first);
  return first!;
}

/** Starts the framework on a page that waits for it, and waits until the properties are set. */
async function hydrate({page}: BanksPage, props = {}): Promise<void> {
  await page.evaluate((detail: object) => {
    dispatchEvent(new CustomEvent('start', {detail}));
  }, props);
  await page.waitFor(() => [...document.querySelectorAll('bank-reconnect')].every(tag => tag.headers));
}

inApp('the matrix of frameworks', serveMatrix, inPage => {
  for (const name of mounted) it(`repairs both connections with ${name}`, inPage(`/${name}/`, repairBoth));

  for (const name of rendered) {
    const path = `/${name}/rendered.html#later`;

    it(
      `is disabled until ${name} has hydrated it, and repairs both connections`,
      inPage(path, async page => {
        const before = {isDisabled: true, hasDisabledAttribute: true, isButtonDisabled: true, isKnown: false};
        assert.deepEqual(await readTags(page), before);
        await hydrate(page);
        await page.page.waitFor(() => document.querySelector('bank-reconnect')?.disabled === false);
        const after = {isDisabled: false, hasDisabledAttribute: false, isButtonDisabled: false, isKnown: true};
        assert.deepEqual(await readTags(page), after);
        await repairBoth(page);
      }),
    );

    it(
      `stays disabled after ${name} has hydrated it, if the page disables it`,
      inPage(path, async page => {
        await hydrate(page, {isDisabled: true});
        // Both frameworks have rendered everything before the second frame.
        await page.page.evaluate(
          () => new Promise<void>(resolve => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
        );
        assert.equal((await readTags(page)).isButtonDisabled, true);
      }),
    );
  }

  it(
    'has the source of functions and no listener in what Svelte renders, and repairs both connections when it is hydrated',
    inPage('/svelte/rendered.html#later', async page => {
      const readAttributes = () =>
        page.page.evaluate(() => {
          const tag = document.querySelector('bank-reconnect')!;
          const read = (name: string) => tag.getAttribute(name);
          return {headers: read('headers'), fetchToken: read('fetchtoken'), names: tag.getAttributeNames()};
        });
      const before = await readAttributes();
      assert.equal(before.headers, '[object Object]');
      assert.match(before.fetchToken ?? '', /^\(request, \{ signal \}\) => fetch\(/);
      assert.deepEqual(
        before.names.filter(name => name.startsWith('on')),
        [],
      );
      await readTags(page);
      await hydrate(page);
      assert.equal((await readTags(page)).isKnown, true);
      // Hydration sets the properties beside the attributes.
      assert.deepEqual(await readAttributes(), before);
      await repairBoth(page);
    }),
  );
});
