import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Behaviour of Meld that is not documented, or documented in contradictory ways. */
export const meldVariants = {
  messages: {
    default: 'object',
    choices: ['object', 'string', 'query-string'],
    description: 'How the widget encodes its messages: an object, JSON as a string, or a query string.',
  },
  metadata: {
    default: 'top-level',
    choices: ['top-level', 'nested', 'nested-query-string'],
    description: 'Where a message has its details: beside eventName, in metadata, or in metadata as a query string.',
  },
  connectComplete: {
    default: true,
    description: 'The widget posts connect_complete after a repair. If false, the repair succeeds without the message.',
  },
  statusLagSeconds: {
    default: 1,
    max: 86_400,
    description: 'The delay between the login and the change of the status, in seconds of the sandbox’s clock.',
  },
  repairOfActive: {
    default: 'conflict',
    choices: ['conflict', 'allowed'],
    description: 'Whether a healthy connection (ACTIVE without a reason) can be repaired.',
  },
  repairOfPartial: {
    default: 'allowed',
    choices: ['allowed', 'conflict'],
    description: 'Whether PARTIALLY_ACTIVE and UNDETERMINED can be repaired. Meld’s pages contradict each other.',
  },
  tokenSeconds: {
    default: 14_400,
    max: 86_400,
    description: 'The lifetime of the connect token (exp − iat): 14400 in Meld’s sample, 10800 in its text.',
  },
  olderWebhooks: {
    default: false,
    description:
      'Also sends BANK_LINKING_CUSTOMER_ACTION_REQUIRED, the webhook from before BANK_LINKING_CONNECTION_STATUS_CHANGE.',
  },
  retrySignature: {
    default: 'fresh',
    choices: ['fresh', 'original'],
    description: 'Whether a retry of a webhook is signed with its own timestamp or with that of the first attempt.',
  },
} as const satisfies VariantTable;

export type MeldVariants = VariantValues<typeof meldVariants>;
