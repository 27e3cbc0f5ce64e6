import type {ContractFixture, ContractStandIn} from './contract.js';

/** Makes the body of a test from a function of the fixture. */
export type WithFixture<StandIn extends ContractStandIn> = (
  run: (fixture: ContractFixture<StandIn>) => Promise<void>,
) => () => Promise<void>;
