import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onHostPage} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';

onHostPage('undocumented behaviour of vendors', withFixture => {
  for (const messages of ['string', 'query-string']) {
    for (const metadata of ['nested', 'nested-query-string']) {
      it(
        `is supported: Meld's messages as ${messages}, ${metadata}`,
        withFixture(async ({page, servers}) => {
          await servers.setVariants({meld: {messages, metadata}});
          await page.reconnect('meld');
          await signIn(await page.widget('meld'));
          await page.waitForEvent('repair-confirmed');
          await page.waitForExit('successful');
          assert.equal((await servers.connection('meld')).status, 'ACTIVE');
        }),
      );
    }
  }

  it(
    'is supported: a repair at Meld without connect_complete is confirmed after the close button',
    withFixture(async ({page, servers}) => {
      await servers.setVariants({meld: {connectComplete: false, statusLagSeconds: 0}});
      await page.reconnect('meld');
      const widget = await page.widget('meld');
      await signIn(widget);
      await widget.waitFor(() => document.querySelector('#heading')?.textContent === 'All set');
      assert.equal(await page.state('meld'), 'open');
      await page.click('meld', {css: '[part=close]'});
      assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
      await page.waitForEvent('repair-confirmed');
      assert.equal(await page.state('meld'), 'idle');
      assert.equal((await servers.connection('meld')).status, 'ACTIVE');
      assert.ok(!(await page.states('meld')).includes('verifying'));
    }),
  );

  it(
    'is supported: an onExit of Plaid after its onSuccess',
    withFixture(async ({page, servers}) => {
      await servers.setVariants({plaid: {exitAfterSuccess: true}});
      await page.reconnect('plaid');
      await signIn(await page.widget('plaid'));
      await page.waitForEvent('repair-confirmed');
      await page.waitForExit('successful');
    }),
  );

  for (const eventDelivery of ['after-callback', 'reversed']) {
    it(
      `is supported: Plaid's events ${eventDelivery}`,
      withFixture(async ({page, servers}) => {
        await servers.setVariants({plaid: {eventDelivery}});
        await page.reconnect('plaid');
        await signIn(await page.widget('plaid'));
        await page.waitForEvent('repair-confirmed');
        await page.waitForExit('successful');
        const events = await page.events('plaid');
        const last = events.findLastIndex(({type}) => type === 'widget-event');
        const exit = events.findIndex(({type}) => type === 'exited-successful');
        assert.ok(events.some(({detail}) => detail.name === 'SUBMIT_CREDENTIALS'));
        assert.ok(last < exit, 'the events of the vendor precede the exit event');
      }),
    );
  }
});

onHostPage('a link token that has expired', withFixture => {
  for (const deadTokenError of [true, false]) {
    const how = deadTokenError ? 'with INVALID_LINK_TOKEN' : 'without an error';
    const expected = deadTokenError ? 'is replaced once, without an exit event' : 'has one exit event';

    it(
      `${expected}, if Link reports it ${how}`,
      withFixture(async ({page, servers}) => {
        await servers.setVariants({plaid: {deadTokenError}});
        // The clock is advanced between the token answer and Link's first use of the token.
        const hold = () => {
          const {fetch} = window;
          let calls = 0;
          window.fetch = async (...call) => {
            const answer = await fetch(...call);
            const isToken = answer.url.includes('/api/bank/token');
            if (isToken) Object.assign(window, {tokens: ++calls});
            if (isToken && calls === 1) await new Promise(go => Object.assign(window, {go}));
            return answer;
          };
        };
        await page.page.evaluate(hold);
        await page.reconnect('plaid');
        await page.page.waitFor(() => 'go' in window);
        await servers.advanceClock(31 * 60);
        await page.page.evaluate(() => (window as unknown as {go(): void}).go());
        const link = await page.widget('plaid');
        await link.waitFor(() => document.querySelector('#heading')?.textContent === 'Something went wrong');
        await link.click({css: '[data-close]'});
        if (!deadTokenError) {
          assert.equal((await page.waitForExit('aborted')).detail.reason, 'cancelled');
          return;
        }
        await page.page.waitFor(() => (window as unknown as {tokens: number}).tokens === 2);
        await page.waitForState('plaid', 'open');
        await signIn(await page.widget('plaid'));
        await page.waitForEvent('repair-confirmed');
        await page.waitForExit('successful');
        assert.equal((await page.mainEvents()).filter(type => type === 'repair-requested').length, 1);
      }),
    );
  }
});
