import assert from 'node:assert/strict';
import {it} from 'node:test';
import {poll} from '../e2e/driver/poll.js';
import {signIn} from '../e2e/support/repair-page.js';
import {providerOf, type Contract, type Situation} from './contract.js';
import {repairAfterDeadToken} from './dead-token.js';
import {exitsOf} from './person.js';
import type {ContractScene, InScene} from './scenes.js';
import {variantsOf} from './variants.js';
import {assertNoSecrets} from './watch.js';

/** Repairs the connection the way a person does who does not know about the variant. */
async function meet(scene: ContractScene, {change, before, meet}: Situation): Promise<void> {
  const {page, host, person} = scene;
  if (change) await host.change(change);
  await before?.(scene, (await host.described())!);
  await person.open();
  await person.isAnswered();
  if ((await exitsOf(page)).length) return;
  const widget = await person.widget();
  if (meet) {
    await meet(scene, widget);
  } else {
    await signIn(widget);
    // If the widget never reports its end, the person closes it.
    await person.finish(widget, 3000).catch(() => person.close());
  }
}

/** The tests of every variant of the stand-in. */
export function holdVariants(contract: Contract, inScene: InScene): void {
  for (const {name, value} of variantsOf(providerOf(contract), contract.variants)) {
    const what = `${name} ${String(value)}`;
    const set = ({host}: ContractScene) =>
      host.control('PATCH', '/variants', {[providerOf(contract)]: {[name]: value}});

    // These variants decide what happens to a token that is no longer valid.
    if (/^(dead|used)/.test(name)) {
      it(
        `an expired token costs only one attempt, with ${what}`,
        inScene(async scene => {
          await set(scene);
          await repairAfterDeadToken(scene);
        }),
      );
      continue;
    }

    const situation = contract.situations?.[what] ?? contract.situations?.[name] ?? {};
    it(
      `${situation.ends ? `ends as ${situation.ends}` : 'is repaired'} with ${what}, and announces one true result`,
      inScene(async scene => {
        const {page, host, person} = scene;
        await set(scene);
        await meet(scene, situation);
        await poll('an exit of each attempt', async () => (await exitsOf(page)).length >= person.opened);
        const {type, detail} = (await page.events()).findLast(event => event.type.startsWith('exited-'))!;
        const {alreadyHealthy, error} = detail;
        if (situation.ends) {
          const end = error?.code ?? (alreadyHealthy ? 'already-healthy' : type.slice('exited-'.length));
          assert.equal(end, situation.ends);
        } else {
          await page.waitForEvent('repair-confirmed');
          assert.equal((await host.described())!.healthy, true);
        }
        assert.equal((await exitsOf(page)).length, person.opened);
        await assertNoSecrets(page.page);
      }),
    );
  }
}
