import type {StandInDefinition} from '../../sandbox/stand-in.js';
import {plaidCredentials} from './sandbox/credentials.js';
import {plaidFaults} from './sandbox/faults.js';
import {plaidSample} from './sandbox/sample.js';
import {PlaidServer} from './sandbox/server.js';
import {healthy, plaidStatuses} from './sandbox/statuses.js';
import {plaidVariants} from './sandbox/variants.js';

/** Plaid's stand-in: the API, Link's script, Link and Hosted Link. */
export const plaidSandbox: StandInDefinition = {
  name: 'plaid',
  title: 'Plaid',
  credentials: plaidCredentials,
  statuses: plaidStatuses,
  healthyStatus: healthy,
  variants: plaidVariants,
  // Webhooks are signed with a key that receivers fetch from Plaid's API.
  webhookSecret: null,
  faults: plaidFaults,
  sample: plaidSample,
  start: surroundings => new PlaidServer(surroundings),
};
