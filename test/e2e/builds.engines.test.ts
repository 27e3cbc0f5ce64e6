import assert from 'node:assert/strict';
import {it} from 'node:test';
import type * as BankReconnect from 'bank-reconnect';
import {inEachEngine} from './support/each-engine.js';
import type {Fixture} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';
import {tagFor} from './support/site.js';
import type {SitePage} from './support/site.js';

const asModule = '<script type="module" src="/dist/bank-reconnect.js"></script>';
const asClassic = '<script src="/dist/bank-reconnect.iife.js"></script>';

/** A page with both elements and the scripts before or after them. */
const pageOf = ({servers}: Fixture, scripts: string, isFirst = true): SitePage => {
  const tags = tagFor('plaid', servers) + tagFor('meld', servers);
  return {html: `<!doctype html><title>Host</title>${isFirst ? scripts + tags : tags + scripts}`};
};

async function openPage(fixture: Fixture, page: SitePage): Promise<void> {
  const site = fixture.servers.serve({'/': page});
  await fixture.page.goto(`${site.url}/`);
}

/** Repairs the connections of both providers, one after the other. */
async function repairBoth({page}: Fixture): Promise<void> {
  for (const [index, provider] of (['meld', 'plaid'] as const).entries()) {
    await page.reconnect(provider);
    await signIn(await page.widget(provider));
    await page.waitForEvent('repair-confirmed', index + 1);
  }
  assert.equal((await page.mainEvents()).filter(type => type === 'exited-successful').length, 2);
}

inEachEngine('a plain page', withFixture => {
  for (const [name, scripts, isFirst] of [
    ['the module', asModule, true],
    ['the classic script', asClassic, true],
    ['the classic script after the tags', asClassic, false],
    ['two copies of the script', asModule + asModule.replace('.js', '.js?copy') + asClassic, true],
  ] as const) {
    it(
      `repairs both connections with ${name}`,
      withFixture(async fixture => {
        await openPage(fixture, pageOf(fixture, scripts, isFirst));
        await repairBoth(fixture);
      }),
    );
  }

  it(
    'gets the class of the element in BankReconnect from the classic script',
    withFixture(async fixture => {
      await openPage(fixture, pageOf(fixture, asClassic));
      const isDefined = await fixture.page.page.evaluate(
        () =>
          (window as unknown as {BankReconnect: {BankReconnectElement: unknown}}).BankReconnect.BankReconnectElement ===
          customElements.get('bank-reconnect'),
      );
      assert.ok(isDefined);
    }),
  );

  it(
    "registers a provider of the host's own with BankReconnect from the classic script",
    withFixture(async fixture => {
      await openPage(fixture, pageOf(fixture, asClassic));
      const health = await fixture.page.page.evaluate(async () => {
        const {BankReconnect: own} = window as unknown as {BankReconnect: typeof BankReconnect};
        const row = {health: 'needs-bank', canReconnect: false, canRefresh: false, advice: 'at-bank'} as const;
        own.registerProvider('own', {
          displays: ['modal'],
          origins: [],
          load: () => Promise.reject(new Error('Not loaded')),
          loadHealth: () => ({health: {statuses: {LOCKED: {'': row}}}}),
        });
        return own.describeConnection({provider: 'own', status: 'LOCKED'});
      });
      assert.equal(health.health, 'needs-bank');
    }),
  );
});
