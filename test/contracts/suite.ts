import assert from 'node:assert/strict';
import {it} from 'node:test';
import {providerOf} from './contract.js';
import type {Engine} from '../e2e/driver/index.js';
import type {Host} from './host.js';
import {allow, close, exitsOf, finish, isAnswered, open, openWithDeadToken, widgetOf} from './person.js';
import {inEachContract} from './scenes.js';
import {standInOf, variantsOf} from './variants.js';
import {assertCleanExits, assertNoSecrets} from './watch.js';
import {signIn, type RepairPage} from '../e2e/support/repair-page.js';

/** What a token that has expired costs: one attempt, with one exit. */
async function repairAfterDeadToken(page: RepairPage, host: Host): Promise<void> {
  await openWithDeadToken(page, host);
  const [first, ...more] = await exitsOf(page);
  assert.match(first!, /^(aborted|errored)$/);
  assert.deepEqual(more, []);
  await open(page);
  const widget = await widgetOf(page);
  await signIn(widget);
  await page.waitForEvent('exited-successful');
  await page.waitForEvent('repair-confirmed');
  await assertCleanExits(page.page, [first!, 'successful']);
}

/** Everything that every provider has to do, in one engine: each has a file of its own, because it takes minutes. */
export const holdContracts = (engine: Engine): void =>
  inEachContract(engine, (contract, inScene) => {
    const provider = providerOf(contract);

    it(
      'a connection is repaired, and that is confirmed',
      inScene(async ({page, host}) => {
        await open(page);
        const widget = await widgetOf(page);
        await page.waitForEvent('widget-loaded');
        await assertNoSecrets(page.page);
        await signIn(widget);
        await finish(page, widget);
        await page.waitForEvent('repair-confirmed');
        assert.equal((await host.described())!.healthy, true);
        await page.waitForExit('successful');
        await assertNoSecrets(page.page);
        await assertCleanExits(page.page, ['successful']);
      }),
    );

    it(
      'a person who leaves has aborted, and nothing is confirmed',
      inScene(async ({page, host}) => {
        await open(page);
        await widgetOf(page);
        await page.waitForEvent('widget-loaded');
        await close(page);
        assert.equal((await page.waitForExit('aborted')).detail.reason, 'closed');
        assert.equal((await host.described())!.status, contract.broken);
        await assertCleanExits(page.page, ['aborted']);
        await assertNoSecrets(page.page);
      }),
    );

    it(
      'an element that is removed takes its widget with it, in silence',
      inScene(async ({page}) => {
        await open(page);
        await widgetOf(page);
        await page.waitForEvent('widget-loaded');
        await page.page.evaluate(() => document.querySelector('bank-reconnect')!.remove());
        await page.page.waitFor(() => !document.querySelector('iframe'));
        await assertCleanExits(page.page, []);
      }),
    );

    it(
      'an API that fails is an error that can be tried again, and then works',
      inScene(async ({page, host}) => {
        await host.control('PUT', '/faults', {[provider]: {status: 500}});
        await open(page);
        const {error} = (await page.waitForExit('errored')).detail;
        assert.deepEqual([error!.code, error!.retryable], ['backend-unavailable', true]);
        await host.control('PUT', '/faults', {[provider]: null});
        await open(page);
        await signIn(await widgetOf(page));
        await page.waitForEvent('exited-successful');
        await page.waitForEvent('repair-confirmed');
        await assertCleanExits(page.page, ['errored', 'successful']);
      }),
    );

    it(
      'too many calls are rate-limited, with the time to wait',
      inScene(async ({page, host}) => {
        await host.control('PUT', '/faults', {[provider]: {status: 429, retryAfter: 7}});
        await open(page);
        const {code, retryAfter} = (await page.waitForExit('errored')).detail.error as Record<string, unknown>;
        assert.deepEqual([code, retryAfter], ['rate-limited', 7]);
      }),
    );

    it(
      'a connection that is healthy already is told to be, with a widget or without',
      inScene(async ({page, host}) => {
        await host.change({status: standInOf(provider).healthyStatus});
        await open(page);
        await isAnswered(page);
        if (!(await exitsOf(page)).length) await close(page);
        const [exit] = (await page.events()).filter(({type}) => type.startsWith('exited-'));
        if (!exit!.detail.alreadyHealthy) await page.waitForEvent('repair-confirmed');
        assert.equal((await exitsOf(page)).length, 1);
      }),
    );

    it(
      'a connection that the person can do nothing about is not opened',
      inScene(async ({page, host}) => {
        await host.change({status: contract.beyondRepair.status});
        await open(page);
        const {error} = (await page.waitForExit('errored')).detail;
        assert.equal(error!.code, contract.beyondRepair.code);
        assert.ok(!(await page.milestones()).includes('widget-opened'));
        await assertCleanExits(page.page, ['errored']);
      }),
    );

    it(
      'a success that leaves it broken is not confirmed, until it is healthy',
      inScene(async ({page, host}) => {
        await host.change({repairOutcome: 'still-broken'});
        await open(page);
        const widget = await widgetOf(page);
        await signIn(widget);
        await finish(page, widget);
        assert.equal((await page.waitForExit('successful')).detail.verifying, true);
        const isAskedTwice = () =>
          performance.getEntriesByType('resource').filter(({name}) => name.includes('/api/status')).length > 1;
        await page.page.waitFor(isAskedTwice);
        assert.equal((await page.milestones()).at(-1), 'exited-successful');
        await host.change({status: standInOf(provider).healthyStatus});
        await page.waitForEvent('repair-confirmed');
        await assertCleanExits(page.page, ['successful']);
      }),
    );

    it(
      'a token that has expired costs no more than one attempt',
      inScene(({page, host}) => repairAfterDeadToken(page, host)),
    );

    it(
      'a bank with a window of its own is repaired once the person allows it there',
      inScene(async ({page, host}) => {
        await host.change({bank: 'oauth-coop'});
        await open(page);
        const widget = await widgetOf(page);
        await allow(page, widget);
        await finish(page, widget);
        await page.waitForEvent('repair-confirmed');
        await page.waitForExit('successful');
        await assertNoSecrets(page.page);
      }),
    );

    for (const {name, value} of variantsOf(provider, contract.variants)) {
      const what = `${name} ${JSON.stringify(value)}`;

      // These tell what becomes of a token that is no good any more.
      if (/^(dead|used)/.test(name)) {
        it(
          `a token that has expired costs no more than one attempt, with ${what}`,
          inScene(async ({page, host}) => {
            await host.control('PATCH', '/variants', {[provider]: {[name]: value}});
            await repairAfterDeadToken(page, host);
          }),
        );
        continue;
      }

      it(
        `tells the truth once, whatever happens with ${what}`,
        inScene(async ({page, host}) => {
          await host.control('PATCH', '/variants', {[provider]: {[name]: value}});
          const isOAuth = name.includes('OAuth');
          if (isOAuth) await host.change({bank: 'oauth'});
          await open(page);
          await isAnswered(page);
          if (!(await exitsOf(page)).length) {
            const widget = await widgetOf(page);
            await (isOAuth ? allow(page, widget) : signIn(widget));
            // Where the widget never says that it is done, the person closes it.
            await finish(page, widget, 3000).catch(() => close(page));
          }
          const [exit] = (await page.events()).filter(({type}) => type.startsWith('exited-'));
          const {alreadyHealthy, error} = exit!.detail;
          const {healthy} = (await host.described())!;
          if (healthy && !alreadyHealthy) await page.waitForEvent('repair-confirmed');
          // Then it was the vendor who did not let it be repaired, or who has called it healthy.
          if (!healthy && !alreadyHealthy) assert.match(error?.code ?? exit!.type, /^(not-|connection-not-found)/);
          assert.equal((await exitsOf(page)).length, 1);
          await assertNoSecrets(page.page);
        }),
      );
    }
  });
