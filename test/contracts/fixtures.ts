import {after, before, describe} from 'node:test';
import {isFullMatrix} from '../../tools/test/launch-options.mjs';
import {engines, type Engine} from '../e2e/driver/index.js';
import {RepairPage} from '../e2e/support/repair-page.js';
import {inWindow} from '../e2e/support/shared-browser.js';
import {withoutDelays} from '../e2e/support/without-delays.js';
import type {Contract} from './contract.js';
import {contracts} from './contracts.js';
import {startHost, type Host} from './host.js';
import {Person} from './person.js';
import {watch} from './watch.js';

/** A host with a broken connection, and a window with its page. */
export interface ContractFixture {
  readonly page: RepairPage;
  readonly host: Host;
  readonly person: Person;
}

/** Creates the body of a test from a function of the fixture. */
export type WithFixture = (run: (fixture: ContractFixture) => Promise<void>) => () => Promise<void>;

/** The contracts of an engine: all in Chromium and in the full matrix, else one for each widget. */
const contractsOf = (engine: Engine): readonly Contract[] =>
  engine === 'chromium' || isFullMatrix ? contracts : contracts.filter(({hasWidgetOfOther}) => !hasWidgetOfOther);

/** Defines the tests of each contract in each requested engine. A contract's tests share a host, which is reset before each. */
export function inEachContract(define: (contract: Contract, withFixture: WithFixture) => void): void {
  for (const engine of engines) {
    for (const contract of contractsOf(engine)) {
      describe(`${contract.name}, in ${engine}`, () => {
        let host: Host;
        before(async () => {
          host = await startHost(contract);
        });
        after(() => host?.close());

        define(contract, run => async () => {
          await host.reset();
          await host.control('PATCH', '/variants', withoutDelays);
          await host.change({status: contract.broken});
          await inWindow(engine, host.emptyUrl, async window => {
            const page = new RepairPage(window);
            await page.goto(host.url);
            await watch(page.page);
            await run({page, host, person: new Person(page, contract)});
            await page.assertNoPageErrors();
          });
        });
      });
    }
  }
}
