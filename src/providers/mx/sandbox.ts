import type {StandInDefinition} from '../../sandbox/stand-in.js';
import {mxCredentials, mxWebhookPassword} from './sandbox/credentials.js';
import {mxFaults} from './sandbox/faults.js';
import {mxSample} from './sandbox/sample.js';
import {MxServer} from './sandbox/server.js';
import {healthy, mxStatuses} from './sandbox/statuses.js';
import {mxVariants} from './sandbox/variants.js';

/** MX's stand-in: the API and the Connect widget. */
export const mxSandbox: StandInDefinition = {
  name: 'mx',
  title: 'MX',
  credentials: mxCredentials,
  statuses: mxStatuses,
  healthyStatus: healthy,
  variants: mxVariants,
  webhookSecret: mxWebhookPassword,
  faults: mxFaults,
  sample: mxSample,
  start: surroundings => new MxServer(surroundings),
};
