import type {VariantTable, VariantValues} from '../../../sandbox/variants.js';

/** Behaviour of Plaid that is uncertain, has changed over the years, or differs between its environments. */
export const plaidVariants = {
  exitAfterSuccess: {
    default: false,
    description: 'Link calls onExit with a null error after onSuccess, as reported in 2021.',
  },
  tokenSpentByCancel: {
    default: true,
    description: 'A cancel without an error spends the link token. Whether it does in production is not documented.',
  },
  reusableTokens: {
    default: false,
    description: 'A success does not spend the link token, as in Plaid’s Sandbox. In production it does.',
  },
  deadTokenError: {
    default: true,
    description:
      'With an unusable link token, onExit has the error INVALID_LINK_TOKEN. If false, it has no error, as once reported.',
  },
  eventDelivery: {
    default: 'before-callback',
    choices: ['before-callback', 'after-callback', 'reversed'],
    description: 'When the events other than OPEN arrive. Plaid guarantees no order.',
  },
  oauthWindow: {
    default: 'new',
    choices: ['new', 'same'],
    description:
      'Where Link in the page opens a bank of its own. In an in-app browser it replaces the host’s page and returns to the redirect URI.',
  },
  hostedCoop: {
    default: false,
    description:
      'Hosted Link sends Cross-Origin-Opener-Policy: same-origin, which disconnects its window from the opener.',
  },
  hostedExpiryExits: {
    default: false,
    description:
      'A Hosted Link session that is still open when its token expires becomes EXITED. If false, it stays open.',
  },
  repairOfRevoked: {
    default: 'allowed',
    choices: ['allowed', 'refused'],
    description:
      'Whether /link/token/create accepts an item with USER_PERMISSION_REVOKED. Plaid documents that it may fail.',
  },
  redirectUris: {
    default: ['http://localhost:4173/', 'http://127.0.0.1:4173/', 'https://app.example/bank/return'],
    description: 'The allowed redirect URIs of the dashboard.',
  },
} as const satisfies VariantTable;

export type PlaidVariants = VariantValues<typeof plaidVariants>;
