import type {StandInDefinition} from '../../sandbox/stand-in.js';
import {healthy, meldStatuses} from './sandbox/connections.js';
import {meldCredentials, meldWebhookSecret} from './sandbox/credentials.js';
import {meldFaults} from './sandbox/faults.js';
import {meldSample} from './sandbox/sample.js';
import {MeldServer} from './sandbox/server.js';
import {meldVariants} from './sandbox/variants.js';

/** Meld's stand-in: the bank-linking API and the widget. */
export const meldSandbox: StandInDefinition = {
  name: 'meld',
  title: 'Meld',
  credentials: meldCredentials,
  statuses: meldStatuses,
  healthyStatus: healthy,
  variants: meldVariants,
  webhookSecret: meldWebhookSecret,
  faults: meldFaults,
  sample: meldSample,
  start: surroundings => new MeldServer(surroundings),
};
