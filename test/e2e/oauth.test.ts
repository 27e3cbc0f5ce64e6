import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onHostPage} from './support/each-engine.js';
import {waitForAlert} from './support/repair-page.js';

const healthy: Record<'plaid' | 'meld', string> = {plaid: 'HEALTHY', meld: 'ACTIVE'};

for (const provider of ['plaid', 'meld'] as const) {
  for (const bank of ['oauth', 'oauth-coop'] as const) {
    const how = bank === 'oauth' ? 'a window' : 'a window that disconnects itself from its opener';

    onHostPage(`a bank with a sign-in in ${how}, through ${provider}`, withFixture => {
      it(
        'is repaired when the person allows the access',
        withFixture(async ({page, servers}) => {
          await servers.change(provider, {bank});
          await page.reconnect(provider);
          const widget = await page.widget(provider);
          await widget.click({role: 'button', name: 'Sign in'});
          const bankWindow = await page.page.popup();
          await bankWindow.click({role: 'button', name: 'Allow'});
          await page.waitForEvent('repair-confirmed');
          await page.waitForExit('successful');
          assert.equal((await servers.connection(provider)).status, healthy[provider]);
        }),
      );

      it(
        'can be repaired after the person has denied the access',
        withFixture(async ({page, servers}) => {
          await servers.change(provider, {bank});
          await page.reconnect(provider);
          const widget = await page.widget(provider);
          await widget.click({role: 'button', name: 'Sign in'});
          await (await page.page.popup()).click({role: 'button', name: 'Deny'});
          await waitForAlert(widget, 'did not allow');
          assert.equal(await page.state(provider), 'open');
          await widget.click({role: 'button', name: 'Sign in'});
          await (await page.page.popup()).click({role: 'button', name: 'Allow'});
          await page.waitForEvent('repair-confirmed');
          await page.waitForExit('successful');
        }),
      );
    });
  }
}

onHostPage('a person who denies the access and leaves', withFixture => {
  it(
    'aborts the repair through Plaid',
    withFixture(async ({page, servers}) => {
      await servers.change('plaid', {bank: 'oauth'});
      await page.reconnect('plaid');
      const widget = await page.widget('plaid');
      await widget.click({role: 'button', name: 'Sign in'});
      await (await page.page.popup()).click({role: 'button', name: 'Deny'});
      await waitForAlert(widget, 'did not allow');
      await widget.click({role: 'button', name: 'Cancel'});
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'cancelled');
    }),
  );

  it(
    'aborts the repair through Meld',
    withFixture(async ({page, servers}) => {
      await servers.change('meld', {bank: 'oauth'});
      await page.reconnect('meld');
      const widget = await page.widget('meld');
      await widget.click({role: 'button', name: 'Sign in'});
      await (await page.page.popup()).click({role: 'button', name: 'Deny'});
      await waitForAlert(widget, 'did not allow');
      await page.click('meld', {css: '[part=close]'});
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
    }),
  );
});
