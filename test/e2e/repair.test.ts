import assert from 'node:assert/strict';
import {it} from 'node:test';
import {onDemo, onHostPage} from './support/each-engine.js';
import {signIn} from './support/repair-page.js';

const statuses: Record<'plaid' | 'meld', {broken: string; healthy: string}> = {
  plaid: {broken: 'ITEM_LOGIN_REQUIRED', healthy: 'HEALTHY'},
  meld: {broken: 'RECONNECT_REQUIRED', healthy: 'ACTIVE'},
};

for (const provider of ['plaid', 'meld'] as const) {
  const {broken, healthy} = statuses[provider];

  onHostPage(`a repair of a connection at ${provider}`, withFixture => {
    it(
      'makes the connection healthy, with every event once and in order',
      withFixture(async ({page, servers}) => {
        assert.equal((await servers.connection(provider)).status, broken);
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.waitForEvent('repair-confirmed');

        assert.deepEqual(await page.mainEvents(), [
          'repair-requested',
          'widget-opened',
          'widget-loaded',
          'exited-successful',
          'repair-confirmed',
        ]);
        assert.deepEqual(await page.states(provider), [
          'requesting',
          'opening',
          'open',
          'completing',
          'verifying',
          'idle',
        ]);
        const ids = new Set((await page.events()).map(({detail}) => detail.repairId));
        assert.equal(ids.size, 1);
        const exit = await page.waitForExit('successful');
        assert.equal(exit.detail.connectionId, `conn_${provider}`);
        assert.equal(exit.detail.resultingConnectionId, `conn_${provider}`);
        assert.equal(exit.detail.verifying, true);
        assert.equal(exit.detail.alreadyHealthy, false);
        assert.equal((await servers.connection(provider)).status, healthy);
      }),
    );

    it(
      'changes the state before the corresponding event',
      withFixture(async ({page}) => {
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.waitForEvent('repair-confirmed');
        const sequence = (await page.events(provider))
          .filter(({type}) => type !== 'widget-event')
          .map(({type, detail}) => detail.newState ?? type);
        const before = (event: string, state: string) =>
          assert.ok(
            sequence.indexOf(state) >= 0 && sequence.indexOf(state) < sequence.indexOf(event),
            sequence.join(' '),
          );
        before('widget-opened', 'opening');
        before('widget-loaded', 'open');
        before('exited-successful', 'verifying');
        before('repair-confirmed', 'idle');
      }),
    );

    it(
      'accepts the correct password after a wrong one, in one attempt',
      withFixture(async ({page, servers}) => {
        await page.reconnect(provider);
        const widget = await page.widget(provider);
        await signIn(widget, 'user_good', 'wrong');
        await widget.waitFor(() => !(document.querySelector('[role=alert]') as HTMLElement).hidden);
        assert.equal(await page.state(provider), 'open');
        await widget.fill('Password', 'pass_good');
        await widget.click({role: 'button', name: 'Sign in'});
        await page.waitForEvent('repair-confirmed');
        await page.waitForExit('successful');
        assert.equal((await servers.connection(provider)).status, healthy);
      }),
    );

    it(
      'asks for a code if the bank requires one',
      withFixture(async ({page, servers}) => {
        await page.reconnect(provider);
        const widget = await page.widget(provider);
        await signIn(widget, 'user_mfa');
        await widget.fill('Code', '9999');
        await widget.click({role: 'button', name: 'Sign in'});
        await widget.waitFor(() => !(document.querySelector('[role=alert]') as HTMLElement).hidden);
        await widget.fill('Code', '1234');
        await widget.click({role: 'button', name: 'Sign in'});
        await page.waitForEvent('repair-confirmed');
        await page.waitForExit('successful');
        assert.equal((await servers.connection(provider)).status, healthy);
      }),
    );

    it(
      'is not confirmed while the status is broken',
      withFixture(async ({page, servers}) => {
        await servers.change(provider, {repairOutcome: 'still-broken'});
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.waitForExit('successful');
        assert.equal(await page.state(provider), 'verifying');
        // With the second request, the first one has been answered and has not ended the verification.
        await page.page.waitFor(
          () =>
            performance.getEntriesByType('resource').filter(({name}) => name.includes('/api/bank/status')).length > 1,
        );
        assert.equal(await page.state(provider), 'verifying');
        assert.equal((await servers.connection(provider)).status, broken);
        assert.deepEqual((await page.mainEvents()).at(-1), 'exited-successful');
        // The same verification confirms a later status.
        await servers.change(provider, {status: healthy});
        await page.waitForEvent('repair-confirmed');
        assert.equal(await page.state(provider), 'idle');
      }),
    );
  });

  onDemo(`a repair of the demo's connection at ${provider}`, withFixture => {
    it(
      'updates the status in the page, logs the confirmation and shows a message',
      withFixture(async ({page}) => {
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.page.waitFor(() => document.querySelector('#event-log li[data-event=repair-confirmed]'));
        await page.waitForStatus(provider, healthy);
        assert.match(await page.message(provider), /connected again/);
        const other = provider === 'plaid' ? 'meld' : 'plaid';
        assert.equal(await page.status(other), statuses[other].broken);
      }),
    );

    it(
      'can be repeated after "Break again"',
      withFixture(async ({page}) => {
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.waitForEvent('repair-confirmed');
        await page.waitForStatus(provider, healthy);
        await page.page.click({css: '[data-break]', within: `[data-provider=${provider}]`});
        await page.waitForStatus(provider, broken);
        await page.reconnect(provider);
        await signIn(await page.widget(provider));
        await page.waitForEvent('repair-confirmed', 2);
        await page.waitForStatus(provider, healthy);
        const ids = new Set((await page.events()).map(({detail}) => detail.repairId));
        assert.equal(ids.size, 2, 'each repair has an id of its own');
      }),
    );
  });
}
