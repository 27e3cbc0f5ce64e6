import {after, describe} from 'node:test';
import type {ContractStandIn, ProviderContract} from './contract.js';
import {describeContract, type ContractPart} from './describe-contract.js';
import {openWithPlaywright} from './driver/playwright.js';
import type {PlaywrightBrowser} from './driver/playwright-types.js';

/** What the suite runs in, and which part of it. */
export interface ContractOptions {
  /** Launches a browser of Playwright. Called once; the suite closes the browser. */
  readonly browser: () => Promise<PlaywrightBrowser>;
  /** The groups of tests; default: all. */
  readonly parts?: readonly ContractPart[];
  /** Whether the element and the kit make the pauses of production between requests; default: a tenth of them. */
  readonly hasRealPauses?: boolean;
}

/**
 * Defines the tests that every provider of this package passes, for Node's test runner (`node --test`): repairs that
 * succeed, fail or are aborted, expired tokens, and each variant, with the element in a browser, the backend kit and the
 * contract's stand-in. Each test has a profile of its own.
 */
export function describeProviderContract<StandIn extends ContractStandIn>(
  contract: ProviderContract<StandIn>,
  {browser, parts, hasRealPauses}: ContractOptions,
): void {
  describe('the provider contract', () => {
    let launched: Promise<PlaywrightBrowser> | undefined;
    after(async () => (await launched)?.close());
    describeContract(contract, {
      parts,
      hasRealPauses,
      async inWindow(_home, run) {
        launched ??= browser();
        const window = await openWithPlaywright(await launched);
        try {
          await run(window);
        } finally {
          await window.close();
        }
      },
    });
  });
}
