import assert from 'node:assert/strict';
import {it} from 'node:test';
import {inEachEngine} from './support/each-engine.js';
import type {Scene} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {tagFor} from './support/site.js';
import type {SitePage} from './support/site.js';

const asModule = '<script type="module" src="/dist/bank-reconnect.js"></script>';
const asClassic = '<script src="/dist/bank-reconnect.iife.js"></script>';

/** A page with both elements and the scripts before or after them. */
const pageOf = ({stage}: Scene, scripts: string, isFirst = true): SitePage => {
  const tags = tagFor('plaid', stage) + tagFor('meld', stage);
  return {html: `<!doctype html><title>Host</title>${isFirst ? scripts + tags : tags + scripts}`};
};

async function openPage(scene: Scene, page: SitePage): Promise<void> {
  const site = scene.stage.serve({'/': page});
  await scene.page.goto(`${site.url}/`);
}

/** Repairs the connections of both providers, one after the other. */
async function repairBoth({page}: Scene): Promise<void> {
  for (const [index, provider] of (['meld', 'plaid'] as const).entries()) {
    await page.reconnect(provider);
    await signIn(await page.widget(provider));
    await page.waitForEvent('repair-confirmed', index + 1);
  }
  assert.equal((await page.mainEvents()).filter(type => type === 'exited-successful').length, 2);
}

inEachEngine('a plain page', inScene => {
  for (const [name, scripts, isFirst] of [
    ['the module', asModule, true],
    ['the classic script', asClassic, true],
    ['the classic script after the tags', asClassic, false],
    ['two copies of the script', asModule + asModule.replace('.js', '.js?copy') + asClassic, true],
  ] as const) {
    it(
      `repairs both connections with ${name}`,
      inScene(async scene => {
        await openPage(scene, pageOf(scene, scripts, isFirst));
        await repairBoth(scene);
      }),
    );
  }

  it(
    'gets the class of the element in BankReconnect from the classic script',
    inScene(async scene => {
      await openPage(scene, pageOf(scene, asClassic));
      const isDefined = await scene.page.page.evaluate(
        () =>
          (window as unknown as {BankReconnect: {BankReconnectElement: unknown}}).BankReconnect.BankReconnectElement ===
          customElements.get('bank-reconnect'),
      );
      assert.ok(isDefined);
    }),
  );
});
