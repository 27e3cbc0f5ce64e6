import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {providerOf, type Contract} from '../contracts/contract.js';
import {contracts} from '../contracts/contracts.js';
import {startHost, type Host} from '../contracts/host.js';
import {standInOf, variantsOf, withoutDelays} from '../contracts/variants.js';
import {assertCleanExits, assertNoSecrets, watch} from '../contracts/watch.js';
import {standIns} from '../../src/sandbox/registry.js';
import {engines, launch, type Browser, type Frame} from './driver/index.js';
import {poll} from './driver/poll.js';
import {RepairPage, signIn} from './support/repair-page.js';

/** The longest that any token lives, and an hour. */
const PAST_ANY_TOKEN = 25 * 3600;

/** The button that some widgets end with. */
const DONE = {role: 'button', name: 'Done'};

async function open({page}: RepairPage): Promise<void> {
  // Safari's engine gives a clicked button no focus.
  await page.evaluate(() => {
    document.querySelector('bank-reconnect')!.shadowRoot!.querySelector<HTMLElement>('[part=button]')!.focus();
  });
  await page.click({css: '[part=button]'});
}

/** The document of the widget that is shown, whoever's it is. */
const widgetOf = ({page}: RepairPage): Promise<Frame> => page.frame('iframe');

const close = ({page}: RepairPage): Promise<void> =>
  page.evaluate(() => document.querySelector<Element & {close(): void}>('bank-reconnect')!.close());

async function exitsOf(page: RepairPage): Promise<string[]> {
  const types = (await page.events()).map(({type}) => type);
  return types.filter(type => type.startsWith('exited-')).map(type => type.slice('exited-'.length));
}

/** What a person does after having signed in: nothing, or to press the last button. */
async function finish(page: RepairPage, widget: Frame, limit?: number): Promise<void> {
  const isDone = async () => (await exitsOf(page)).length > 0;
  const isAsked = () =>
    [...document.querySelectorAll('button')].some(
      button => button.textContent?.trim() === 'Done' && button.getClientRects().length > 0,
    );
  const step = async () => {
    if (await isDone()) return true;
    if (await widget.evaluate(isAsked)) await widget.click(DONE);
    return isDone();
  };
  await poll('an exit', step, limit);
}

/** Describes what each of the providers has to do, with a page on a host of its own. */
function inEachContract(define: (contract: Contract, inScene: InScene) => void): void {
  for (const engine of engines) {
    describe(`in ${engine}`, () => {
      let browser: Browser;
      before(async () => {
        browser = await launch(engine);
      });
      after(() => browser?.close());

      for (const contract of contracts) {
        describe(contract.name, () => {
          let host: Host;
          before(async () => {
            host = await startHost(contract);
          });
          after(() => host?.close());

          define(contract, run => async () => {
            await host.reset();
            await host.control('PATCH', '/variants', withoutDelays);
            await host.change({status: contract.broken});
            const page = new RepairPage(await browser.newPage());
            try {
              await page.goto(host.url);
              await watch(page.page);
              await run({page, host});
              await page.assertNoMishaps();
            } finally {
              await page.page.close();
            }
          });
        });
      }
    });
  }
}

type InScene = (run: (scene: {page: RepairPage; host: Host}) => Promise<void>) => () => Promise<void>;

describe('the contracts', () => {
  it('cover every provider, and every variant of its stand-in', () => {
    for (const {name} of standIns) {
      const ways = contracts.filter(contract => providerOf(contract) === name);
      const met = new Set(ways.flatMap(({variants}) => variantsOf(name, variants).map(variant => variant.name)));
      assert.deepEqual([...met].sort(), [...new Set(variantsOf(name).map(variant => variant.name))].sort(), name);
    }
  });
});

inEachContract((contract, inScene) => {
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
      await poll('a widget or an exit', async () => {
        const types = await page.milestones();
        return types.includes('widget-loaded') || types.some(type => type.startsWith('exited-'));
      });
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
    inScene(async ({page, host}) => {
      // Between the answer with the token and its first use.
      await page.page.evaluate(() => {
        const {fetch: ask} = window;
        window.fetch = async (...call) => {
          const answer = await ask(...call);
          const isFirst = answer.url.includes('/api/token') && !('go' in window);
          if (isFirst) await new Promise(go => Object.assign(window, {go}));
          return answer;
        };
      });
      await open(page);
      await page.page.waitFor(() => 'go' in window);
      await host.control('POST', '/clock', {advanceSeconds: PAST_ANY_TOKEN});
      // What the backend keeps would have run out with the time.
      host.restart();
      await page.page.evaluate(() => (window as unknown as {go(): void}).go());
      await page.waitForEvent('widget-opened');
      await close(page);
      await page.waitForExit('aborted');
      await open(page);
      const widget = await widgetOf(page);
      await signIn(widget);
      await page.waitForEvent('exited-successful');
      await page.waitForEvent('repair-confirmed');
      await assertCleanExits(page.page, ['aborted', 'successful']);
    }),
  );

  it(
    'a bank with a window of its own is repaired once the person allows it there',
    inScene(async ({page, host}) => {
      await host.change({bank: 'oauth-coop'});
      await open(page);
      const widget = await widgetOf(page);
      await widget.click({role: 'button', name: 'Sign in'});
      await (await page.page.popup()).click({role: 'button', name: 'Allow'});
      await finish(page, widget);
      await page.waitForEvent('repair-confirmed');
      await page.waitForExit('successful');
      await assertNoSecrets(page.page);
    }),
  );

  for (const {name, value} of variantsOf(provider, contract.variants)) {
    it(
      `tells the truth once, whatever happens with ${name} ${JSON.stringify(value)}`,
      inScene(async ({page, host}) => {
        await host.control('PATCH', '/variants', {[provider]: {[name]: value}});
        await open(page);
        await poll('a widget or an exit', async () => {
          const types = await page.milestones();
          return types.includes('widget-opened') || types.some(type => type.startsWith('exited-'));
        });
        if (!(await exitsOf(page)).length) {
          const widget = await widgetOf(page);
          await signIn(widget);
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
