import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../e2e/driver/poll.js';
import {signIn} from '../e2e/support/repair-page.js';
import {providerOf, type Contract, type Situation} from './contract.js';
import {repairAfterDeadToken} from './dead-token.js';
import {exitsOf} from './person.js';
import type {ContractFixture, WithFixture} from './fixtures.js';
import {variantsOf} from './variants.js';
import {assertNoSecrets} from './watch.js';

/** Repairs the connection like a person who does not know about the variant. */
async function repair(fixture: ContractFixture, {change, before, act}: Situation): Promise<void> {
  const {page, host, person} = fixture;
  if (change) await host.change(change);
  await before?.(fixture, (await host.connection())!);
  await person.open();
  await person.waitForAnswer();
  if ((await exitsOf(page)).length) return;
  const widget = await person.widget();
  if (act) {
    await act(fixture, widget);
  } else {
    await signIn(widget);
    // If the widget never reports its end, the person closes it.
    await person.finish(widget, 3000).catch(() => person.close());
  }
}

/** Defines a test of every variant of the stand-in. */
export function defineVariantTests(contract: Contract, withFixture: WithFixture): void {
  for (const {name, value} of variantsOf(providerOf(contract), contract.variants)) {
    const what = `${name} ${String(value)}`;
    const set = ({host}: ContractFixture) =>
      host.control('PATCH', '/variants', {[providerOf(contract)]: {[name]: value}});

    // These variants concern tokens that are no longer valid.
    if (/^(dead|used)/.test(name)) {
      it(
        `an expired token fails only one attempt, with ${what}`,
        withFixture(async fixture => {
          await set(fixture);
          await repairAfterDeadToken(fixture);
        }),
      );
      continue;
    }

    const situation = contract.situations?.[what] ?? contract.situations?.[name] ?? {};
    it(
      `${situation.ends ? `ends as ${situation.ends}` : 'is repaired'} with ${what}, with one exit per attempt`,
      withFixture(async fixture => {
        const {page, host, person} = fixture;
        await set(fixture);
        await repair(fixture, situation);
        await poll('an exit of each attempt', async () => (await exitsOf(page)).length >= person.opened);
        const {type, detail} = (await page.events()).findLast(event => event.type.startsWith('exited-'))!;
        const {alreadyHealthy, error} = detail;
        if (situation.ends) {
          const end = error?.code ?? (alreadyHealthy ? 'already-healthy' : type.slice('exited-'.length));
          assert.equal(end, situation.ends);
        } else {
          await page.waitForEvent('repair-confirmed');
          assert.equal((await host.connection())!.healthy, true);
        }
        assert.equal((await exitsOf(page)).length, person.opened);
        await assertNoSecrets(page.page);
      }),
    );
  }
}
