import {describe} from 'node:test';
import {describeContract, type ContractPart} from '../../src/testing/describe-contract.js';
import {isFullMatrix} from '../../tools/test/launch-options.mjs';
import {engines, type Engine} from '../e2e/driver/index.js';
import {inWindow} from '../e2e/support/shared-browser.js';
import {toContract, type SandboxContract} from './contract.js';
import {contracts} from './contracts.js';

/** The contracts of an engine: all in Chromium and in the full matrix, else one for each widget. */
const contractsOf = (engine: Engine): readonly SandboxContract[] =>
  engine === 'chromium' || isFullMatrix ? contracts : contracts.filter(({hasWidgetOfOther}) => !hasWidgetOfOther);

/** Defines the tests of each contract in each requested engine, in windows that the tests of an engine share. */
export function inEachContract(part: ContractPart): void {
  for (const engine of engines) {
    describe(`the provider contracts, in ${engine}`, () => {
      for (const contract of contractsOf(engine)) {
        describeContract(toContract(contract), {
          parts: [part],
          hasRealPauses: isFullMatrix,
          inWindow: (home, run) => inWindow(engine, home, run),
        });
      }
    });
  }
}
