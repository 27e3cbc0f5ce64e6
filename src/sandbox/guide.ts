/** What the command line tells about the sandbox. It is not part of the package's interface. */
import {standIns} from './registry.js';
import type {StandInDefinition} from './stand-in.js';

export {bankUsers} from './banks/bank.js';
export {lastPort} from './start.js';

/** The vendors, in the order of their ports. */
export const vendors: readonly Pick<StandInDefinition, 'name' | 'title' | 'credentials' | 'webhookSecret'>[] = standIns;
