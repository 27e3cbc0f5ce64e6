import {after, before, describe} from 'node:test';
import type {ContractHost, ContractStandIn, ProviderContract} from './contract.js';
import type {Page} from './driver/types.js';
import {ElementPage} from './element-page.js';
import {startHost} from './host.js';
import {Person} from './person.js';
import {defineAnswerTests} from './suites/answer-suite.js';
import {defineSurfaceTests} from './suites/surface-suite.js';
import {defineTableTests} from './suites/table-suite.js';
import {defineVariantTests} from './suites/variant-suite.js';
import {watch} from './suites/watch.js';
import type {WithFixture} from './with-fixture.js';

/**
 * A group of tests.
 *
 * - `answers`: the answers of the backend and the aggregator, and the health table
 * - `surfaces`: frames, vendor scripts, messages and windows, in which browsers can differ
 * - `variants`: the contract's variants
 */
export type ContractPart = 'answers' | 'surfaces' | 'variants';

const definitions = {
  answers: defineAnswerTests,
  surfaces: defineSurfaceTests,
  variants: defineVariantTests,
} satisfies Record<ContractPart, unknown>;

interface DescribeOptions {
  /**
   * Runs a test in a window without cookies and storage.
   *
   * @param home a page without content, on the origin of the test's page
   */
  readonly inWindow: (home: string, run: (window: Page) => Promise<void>) => Promise<void>;
  /** Default: all. */
  readonly parts?: readonly ContractPart[] | undefined;
  /** Whether the element and the kit make the pauses of production between requests; default: a tenth of them. */
  readonly hasRealPauses?: boolean | undefined;
}

/** Defines the tests of a contract, which share a stand-in and a host. The stand-in is reset before each test. */
export function describeContract<StandIn extends ContractStandIn>(
  contract: ProviderContract<StandIn>,
  {inWindow, parts = ['answers', 'surfaces', 'variants'], hasRealPauses = false}: DescribeOptions,
): void {
  describe(contract.name ?? contract.provider, () => {
    let standIn: StandIn;
    let host: ContractHost;
    before(async () => {
      standIn = await contract.startStandIn();
      host = await startHost(contract, {standIn, hasRealPauses});
    });
    after(async () => {
      await host?.close();
      await standIn?.close();
    });

    const withFixture: WithFixture<StandIn> = run => async () => {
      await standIn.reset();
      host.restart();
      await inWindow(host.emptyUrl, async window => {
        const page = new ElementPage(window);
        await page.goto(host.url);
        await watch(window);
        await run({page, host, standIn, person: new Person(page, contract)});
        await page.assertNoPageErrors();
      });
    };
    if (parts.includes('answers')) defineTableTests(contract, () => contract.backend(standIn).health);
    for (const part of parts) definitions[part](contract, withFixture);
  });
}
