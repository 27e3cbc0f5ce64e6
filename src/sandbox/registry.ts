import {meldSandbox} from '../providers/meld/sandbox.js';
import {mxSandbox} from '../providers/mx/sandbox.js';
import {plaidSandbox} from '../providers/plaid/sandbox.js';
import {quilttSandbox} from '../providers/quiltt/sandbox.js';
import type {StandInDefinition} from './stand-in.js';

/** All stand-ins. Their ports follow this order, so new stand-ins are added at the end. */
export const standIns: readonly StandInDefinition[] = [plaidSandbox, meldSandbox, quilttSandbox, mxSandbox];
