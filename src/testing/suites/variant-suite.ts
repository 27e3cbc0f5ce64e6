import assert from 'node:assert/strict';
import {it} from 'node:test';
import type {ContractFixture, ContractStandIn, ProviderContract, VariantSituation} from '../contract.js';
import {poll} from '../driver/poll.js';
import {exitsOf} from '../person.js';
import type {WithFixture} from '../with-fixture.js';
import {repairAfterDeadToken} from './dead-token.js';
import {assertNoSecrets} from './watch.js';

/** Repairs the connection like a person who does not know about the variant. */
async function repair<StandIn extends ContractStandIn>(
  fixture: ContractFixture<StandIn>,
  {before, act}: VariantSituation<StandIn>,
): Promise<void> {
  const {page, person} = fixture;
  await before?.(fixture);
  await person.open();
  await person.waitForAnswer();
  if ((await exitsOf(page)).length) return;
  const widget = await person.widget();
  if (act) {
    await act(fixture, widget);
  } else {
    await person.enterPassword(widget);
    // If the widget never reports its end, the person closes it.
    await person.finish(widget, 3000).catch(() => person.close());
  }
}

/** Defines a test of every variant of the aggregator. */
export function defineVariantTests<StandIn extends ContractStandIn>(
  {variants = [], healthy}: ProviderContract<StandIn>,
  withFixture: WithFixture<StandIn>,
): void {
  for (const {name, concernsDeadTokens, situation = {}, set} of variants) {
    if (concernsDeadTokens) {
      it(
        `an expired token fails only one attempt, with ${name}`,
        withFixture(async fixture => {
          await set(fixture.standIn);
          await repairAfterDeadToken(fixture);
        }),
      );
      continue;
    }

    it(
      `${situation.ends ? `ends as ${situation.ends}` : 'is repaired'} with ${name}, with one exit per attempt`,
      withFixture(async fixture => {
        const {page, standIn, person} = fixture;
        await set(standIn);
        await repair(fixture, situation);
        await poll('an exit of each attempt', async () => (await exitsOf(page)).length >= person.opened);
        const {type, detail} = (await page.events()).findLast(event => event.type.startsWith('exited-'))!;
        const {alreadyHealthy, error} = detail;
        if (situation.ends) {
          const end = error?.code ?? (alreadyHealthy ? 'already-healthy' : type.slice('exited-'.length));
          assert.equal(end, situation.ends);
        } else {
          await page.waitForEvent('repair-confirmed');
          assert.equal(await standIn.status(), healthy);
        }
        assert.equal((await exitsOf(page)).length, person.opened);
        await assertNoSecrets(page.page);
      }),
    );
  }
}
