import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Where Quiltt's behaviour is not documented, changed between its versions, or is known from third parties only. */
export const quilttVariants = {
  retryAfterHeader: {
    default: false,
    description: 'The 429 of a profile that has had its session tokens carries Retry-After, in seconds.',
  },
  schema: {
    default: 'both',
    choices: ['both', 'old', 'new'],
    description:
      'The GraphQL schema: old, of the guide to updating connections, has connectorStatus, connectorToken, features, and a ' +
      'logo that is a text; new has status, token, featuresRequired, featuresOptional, and logo { url }; both takes ' +
      'documents of either.',
  },
  introspection: {
    default: true,
    description: 'Whether the GraphQL API tells its schema.',
  },
  connectorStatus: {
    default: 'by-connection',
    choices: ['by-connection', 'CONTINUE', 'ACTION_REQUIRED', 'WAIT', 'ABORT'],
    description: 'What connector…Initialize answers: by the status of the connection, or always this.',
  },
  hostedLink: {
    default: false,
    description: 'connectorPlaidInitialize also gives hostedLinkUrl, as for clients that Plaid has enabled for it.',
  },
  syncSeconds: {
    default: 1,
    max: 86_400,
    description: 'How long a sync takes after a success (SYNCING before SYNCED), in seconds of the sandbox’s clock.',
  },
  deadSessionToken: {
    default: 'login',
    choices: ['login', 'error'],
    description:
      'What the Connector does with an expired or unknown session token: asks for a login, or ends in error.',
  },
  openedEvent: {
    default: true,
    description: 'connector.js reports opened when the modal is shown, as it does since 2024.',
  },
  doubleEvents: {
    default: false,
    description: 'connector.js reports every event twice.',
  },
  connectorHandlers: {
    default: 'own',
    choices: ['own', 'shared'],
    description:
      'Whether each connector object has handlers of its own, or all share those of Quiltt: the last one wins.',
  },
  escape: {
    default: 'aborted',
    choices: ['aborted', 'silent'],
    description: 'What Escape reports when it closes the modal: exited.aborted, or nothing.',
  },
  webhookBatches: {
    default: true,
    description: 'A delivery about a success also holds the events of the connection’s accounts.',
  },
  truncatedWebhooks: {
    default: false,
    description: 'The records in webhooks hold an id and nothing else, as a few were seen to.',
  },
} as const satisfies VariantTable;

export type QuilttVariants = VariantValues<typeof quilttVariants>;
