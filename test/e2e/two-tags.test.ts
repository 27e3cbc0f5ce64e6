import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onHostPage} from './support/each-engine.js';
import {rowOf, signIn} from './support/repair-page.js';

onHostPage('two connections of different providers on one page', withFixture => {
  it(
    'are repaired one after the other',
    withFixture(async ({page, servers}) => {
      for (const [index, provider] of (['plaid', 'meld'] as const).entries()) {
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.waitForEvent('repair-confirmed', index + 1);
      }
      assert.equal((await servers.connection('plaid')).status, 'HEALTHY');
      assert.equal((await servers.connection('meld')).status, 'ACTIVE');
      const exits = (await page.events()).filter(({type}) => type.startsWith('exited-'));
      assert.deepEqual(
        exits.map(({type, detail}) => `${type} ${detail.connectionId}`),
        ['exited-successful conn_plaid', 'exited-successful conn_meld'],
      );
    }),
  );

  it(
    'are not open at the same time: the second fails with busy, and the first goes on',
    withFixture(async ({page}) => {
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
      const exit = await page.page.evaluate(async () => {
        // The first tag on the page is Plaid's.
        const result = await document.querySelector('bank-reconnect')!.open();
        return result.type === 'errored' ? result.detail.error.code : result.type;
      });
      assert.equal(exit, 'busy');
      assert.equal(await page.state('meld'), 'open');
      await signIn(await page.widget('meld'));
      await page.waitForEvent('repair-confirmed');
    }),
  );

  it(
    'are not open at the same time if both are opened in one task',
    withFixture(async ({page}) => {
      // Not all elements of the page, because a pop-up without a click would be blocked.
      await page.page.evaluate(
        (...rows: string[]) => {
          for (const row of rows) void document.querySelector(row)!.querySelector('bank-reconnect')!.open();
        },
        rowOf('plaid'),
        rowOf('meld'),
      );
      const {detail} = await page.waitForEvent('exited-errored');
      assert.deepEqual([detail.connectionId, detail.error?.code], ['conn_meld', 'busy']);
      await page.waitForState('plaid', 'open');
      assert.equal(await page.state('meld'), 'idle');
      await (await page.widget('plaid')).click({role: 'button', name: 'Cancel'});
      await page.waitForEvent('exited-aborted');
      // Another repair can be opened afterwards.
      await page.reconnect('meld');
      await page.waitForState('meld', 'open');
    }),
  );
});
