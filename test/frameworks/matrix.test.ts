import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inApp, repairBoth} from './support/app-suite.js';
import type {BanksPage} from './support/banks-page.js';
import {importFrom, serveFolder, type Serve} from './support/servers.js';

interface Bundle {
  name: string;
  isRendered?: boolean;
}

const {BUNDLES} = await importFrom<{BUNDLES: readonly Bundle[]}>('matrix', 'bundles.js');

/** The bundles with a component, rendered on the server. Svelte has the plain tag. */
const withComponent = BUNDLES.filter(({name, isRendered}) => isRendered && name !== 'svelte').map(({name}) => name);

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
  for (const {name} of BUNDLES) {
    it(
      `repairs both connections with ${name}`,
      inPage(`/${name}/`, async page => {
        await repairBoth(page);
        const version = await page.page.evaluate(() => document.documentElement.dataset['version']);
        // The others do not say which version they are, and have one version only.
        const [, wanted] = /-([\d.]+)$/.exec(name) ?? [];
        if (wanted) assert.ok(version?.startsWith(`${wanted}.`), version);
      }),
    );
  }

  for (const name of ['react-18', 'react-19']) {
    it(
      `calls what a ref has returned when ${name} removes the tag`,
      inPage(`/${name}/`, async ({page}) => {
        await page.waitFor(() => document.querySelector('bank-reconnect'));
        const calls = await page.evaluate(() => {
          const {unmount, refCalls} = window as unknown as {unmount(): void; refCalls: string[]};
          unmount();
          return refCalls;
        });
        const count = (call: string) => calls.filter(other => other === call).length;
        assert.ok(count('attached') > 0);
        assert.equal(count('cleaned up'), count('attached'));
        assert.equal(count('null'), 0);
      }),
    );
  }

  for (const name of withComponent) {
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

  const readAttributes = ({page}: BanksPage) =>
    page.evaluate(() => {
      const tag = document.querySelector('bank-reconnect')!;
      const read = (name: string) => tag.getAttribute(name);
      return {headers: read('headers'), fetchToken: read('fetchtoken'), names: tag.getAttributeNames()};
    });

  it(
    'has the source of functions and no listener in what Svelte renders',
    inPage('/svelte/rendered.html#later', async page => {
      const {headers, fetchToken, names} = await readAttributes(page);
      assert.equal(headers, '[object Object]');
      assert.match(fetchToken ?? '', /^\(request, \{ signal \}\) => fetch\(/);
      assert.deepEqual(
        names.filter(name => name.startsWith('on')),
        [],
      );
    }),
  );

  it(
    'keeps the tags and attributes that Svelte has rendered, and repairs both connections when it has hydrated them',
    inPage('/svelte/rendered.html#later', async page => {
      const before = await readAttributes(page);
      await readTags(page);
      await hydrate(page);
      assert.equal((await readTags(page)).isKnown, true);
      // Hydration sets the properties beside the attributes.
      assert.deepEqual(await readAttributes(page), before);
      await repairBoth(page);
    }),
  );
});
