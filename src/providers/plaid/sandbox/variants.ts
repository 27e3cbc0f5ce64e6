import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Where Plaid's behaviour is uncertain, changed over the years, or differs between its environments. */
export const plaidVariants = {
  exitAfterSuccess: {
    default: false,
    description: 'Calls onExit with a null error after onSuccess, as Link was said to do in 2021.',
  },
  tokenSpentByCancel: {
    default: true,
    description: 'A plain cancel spends the link token; whether it does in production is not documented.',
  },
  reusableTokens: {
    default: false,
    description: 'A success does not spend the link token, as in Plaid’s own Sandbox; in production it does.',
  },
  deadTokenError: {
    default: true,
    description: 'A dead link token ends in INVALID_LINK_TOKEN; false: in onExit without an error, as once reported.',
  },
  eventDelivery: {
    default: 'before-callback',
    choices: ['before-callback', 'after-callback', 'reversed'],
    description: 'How the events other than OPEN arrive at the end; Plaid promises no order.',
  },
  hostedCoop: {
    default: false,
    description:
      'Link’s own page answers with Cross-Origin-Opener-Policy: same-origin, which cuts it off from its opener.',
  },
  hostedExpiryExits: {
    default: false,
    description: 'A session on Link’s own page that nobody ended is EXITED when its token expires; else it stays open.',
  },
  repairOfRevoked: {
    default: 'allowed',
    choices: ['allowed', 'refused'],
    description: 'Whether a link token can be had for an item after USER_PERMISSION_REVOKED; Plaid says it may fail.',
  },
  redirectUris: {
    default: ['http://localhost:4173/', 'http://127.0.0.1:4173/', 'https://app.example/bank/return'],
    description: 'The dashboard’s list of allowed redirect URIs.',
  },
} as const satisfies VariantTable;

export type PlaidVariants = VariantValues<typeof plaidVariants>;
