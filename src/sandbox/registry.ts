import {meldSandbox} from '../providers/meld/sandbox.js';
import {mxSandbox} from '../providers/mx/sandbox.js';
import {plaidSandbox} from '../providers/plaid/sandbox.js';
import {quilttSandbox} from '../providers/quiltt/sandbox.js';
import type {StandInDefinition} from './stand-in.js';

/** Every vendor that has a stand-in. The order is the order of the ports, so new ones go to the end. */
export const standIns: readonly StandInDefinition[] = [plaidSandbox, meldSandbox, quilttSandbox, mxSandbox];
