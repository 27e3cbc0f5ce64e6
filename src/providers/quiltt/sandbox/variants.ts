import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Behaviour of Quiltt that is not documented, has changed between versions, or is only known from third parties. */
export const quilttVariants = {
  retryAfterHeader: {
    default: false,
    description: 'The 429 of a profile that has used up its session tokens has a Retry-After header, in seconds.',
  },
  schema: {
    default: 'both',
    choices: ['both', 'old', 'new'],
    description:
      'The GraphQL schema. old is the schema of the guide to updating connections: connectorStatus, connectorToken, ' +
      'features, and logo as a string. new has status, token, featuresRequired, featuresOptional, and logo { url }. both ' +
      'accepts documents of either.',
  },
  introspection: {
    default: true,
    description: 'Whether the GraphQL API supports introspection.',
  },
  connectorStatus: {
    default: 'by-connection',
    choices: ['by-connection', 'CONTINUE', 'ACTION_REQUIRED', 'WAIT', 'ABORT'],
    description:
      'The status in the answer of connector…Initialize: from the status of the connection, or always the given one.',
  },
  hostedLink: {
    default: false,
    description:
      'connectorPlaidInitialize also returns hostedLinkUrl, as for clients with Hosted Link enabled by Plaid.',
  },
  syncSeconds: {
    default: 1,
    max: 86_400,
    description: 'The duration of the sync after a success (SYNCING before SYNCED), in seconds of the sandbox’s clock.',
  },
  deadSessionToken: {
    default: 'login',
    choices: ['login', 'error'],
    description:
      'Whether the Connector asks for a login or shows an error when the session token is expired or unknown.',
  },
  openedEvent: {
    default: true,
    description: 'connector.js reports opened when it shows the modal, as it does since 2024.',
  },
  doubleEvents: {
    default: false,
    description: 'connector.js reports every event twice.',
  },
  connectorHandlers: {
    default: 'own',
    choices: ['own', 'shared'],
    description:
      'Whether each connector object has its own handlers, or all share those of Quiltt and the last one wins.',
  },
  escape: {
    default: 'aborted',
    choices: ['aborted', 'silent'],
    description: 'Whether connector.js reports exited.aborted when Escape closes the modal.',
  },
  webhookBatches: {
    default: true,
    description: 'A delivery about a success also contains the events of the connection’s accounts.',
  },
  truncatedWebhooks: {
    default: false,
    description: 'The records in webhooks only contain an id, as in a few observed webhooks.',
  },
} as const satisfies VariantTable;

export type QuilttVariants = VariantValues<typeof quilttVariants>;
