import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Where Meld's behaviour is not documented, or documented in two ways. */
export const meldVariants = {
  messages: {
    default: 'object',
    choices: ['object', 'string', 'query-string'],
    description: 'How the widget encodes its messages: an object, JSON as a string, or a query string.',
  },
  metadata: {
    default: 'top-level',
    choices: ['top-level', 'nested', 'nested-query-string'],
    description: 'Where a message holds its details: beside eventName, in metadata, or there as a query string.',
  },
  connectComplete: {
    default: true,
    description: 'The widget says connect_complete after a repair; false: it is repaired, but the message never comes.',
  },
  statusLagSeconds: {
    default: 1,
    max: 86_400,
    description: 'How long after the login the status changes, in seconds of the sandbox’s clock.',
  },
  repairOfActive: {
    default: 'conflict',
    choices: ['conflict', 'allowed'],
    description: 'What a repair of a healthy connection (ACTIVE without a reason) answers.',
  },
  repairOfPartial: {
    default: 'allowed',
    choices: ['allowed', 'conflict'],
    description: 'The same for PARTIALLY_ACTIVE and UNDETERMINED, where Meld’s pages disagree.',
  },
  tokenSeconds: {
    default: 14_400,
    max: 86_400,
    description: 'exp − iat of the connect token: 14400 in Meld’s sample, 10800 in its text.',
  },
  olderWebhooks: {
    default: false,
    description: 'Sends BANK_LINKING_CUSTOMER_ACTION_REQUIRED as well, as before status changes were told.',
  },
  retrySignature: {
    default: 'fresh',
    choices: ['fresh', 'original'],
    description: 'Whether a webhook’s retry is signed at its own time or with the timestamp of the first attempt.',
  },
} as const satisfies VariantTable;

export type MeldVariants = VariantValues<typeof meldVariants>;
