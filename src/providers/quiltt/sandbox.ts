import type {StandInDefinition} from '../../sandbox/stand-in.js';
import {healthy, quilttStatuses} from './sandbox/connections.js';
import {quilttCredentials, quilttWebhookSecret} from './sandbox/credentials.js';
import {quilttFaults} from './sandbox/faults.js';
import {quilttSample} from './sandbox/sample.js';
import {QuilttServer} from './sandbox/server.js';
import {quilttVariants} from './sandbox/variants.js';

/** Quiltt's stand-in: session tokens, the GraphQL API with subscriptions, the Connector and its script. */
export const quilttSandbox: StandInDefinition = {
  name: 'quiltt',
  title: 'Quiltt',
  credentials: quilttCredentials,
  statuses: quilttStatuses,
  healthyStatus: healthy,
  variants: quilttVariants,
  webhookSecret: quilttWebhookSecret,
  faults: quilttFaults,
  sample: quilttSample,
  start: surroundings => new QuilttServer(surroundings),
};
