import type {HealthRow, HealthTable} from '../../health/health.js';

const signIn: HealthRow = {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'sign-in'};
const renewConsent: HealthRow = {...signIn, advice: 'renew-consent'};
const chooseAccounts: HealthRow = {...signIn, advice: 'choose-accounts'};
const atBank: HealthRow = {health: 'needs-bank', canReconnect: true, canRefresh: false, advice: 'at-bank'};
const waitForBank: HealthRow = {health: 'needs-waiting', canReconnect: false, canRefresh: false, advice: 'wait-bank'};
const waitForPlaid: HealthRow = {...waitForBank, advice: 'wait-service'};
const gone: HealthRow = {health: 'gone', canReconnect: false, canRefresh: false, advice: 'connect-anew'};
const healthy: HealthRow = {health: 'healthy', canReconnect: false, canRefresh: true, advice: 'healthy'};
const expiring: HealthRow = {health: 'worth-repairing', canReconnect: true, canRefresh: true, advice: 'expiring'};
const newAccounts: HealthRow = {...expiring, advice: 'new-accounts'};

/** Warnings that Plaid sends only by webhook, for an item without an error. */
const warnings = {
  PENDING_EXPIRATION: expiring,
  PENDING_DISCONNECT: expiring,
  NEW_ACCOUNTS_AVAILABLE: newAccounts,
  // Access to one account was revoked at the bank; the others still work.
  USER_ACCOUNT_REVOKED: {...expiring, advice: 'choose-accounts'},
} satisfies Record<string, HealthRow>;

/**
 * An item's statuses: the `error_code` of its error, or `HEALTHY`, which this project defines because Plaid has no
 * status for an item without an error. From Plaid's pages on item errors, update mode and webhooks. A warning is a
 * reason of `HEALTHY`. The webhook codes are statuses as well, for hosts that only store the code.
 */
export const health: HealthTable = {
  statuses: {
    HEALTHY: {'': healthy, ...warnings},
    PENDING_EXPIRATION: {'': warnings.PENDING_EXPIRATION},
    // Its reasons, INSTITUTION_MIGRATION and INSTITUTION_TOKEN_EXPIRATION, have the same meaning.
    PENDING_DISCONNECT: {'': warnings.PENDING_DISCONNECT},
    NEW_ACCOUNTS_AVAILABLE: {'': warnings.NEW_ACCOUNTS_AVAILABLE},
    USER_ACCOUNT_REVOKED: {'': warnings.USER_ACCOUNT_REVOKED},
    LOGIN_REPAIRED: {'': healthy},
    ITEM_LOGIN_REQUIRED: {
      '': signIn,
      OAUTH_INVALID_TOKEN: renewConsent,
      OAUTH_CONSENT_EXPIRED: renewConsent,
      OAUTH_USER_REVOKED: renewConsent,
    },
    INVALID_CREDENTIALS: {'': signIn},
    INVALID_UPDATED_USERNAME: {'': signIn},
    INVALID_MFA: {'': {...signIn, advice: 'verify'}},
    // Plaid may reject a repair; then a new connection is needed.
    USER_PERMISSION_REVOKED: {'': renewConsent},
    NO_ACCOUNTS: {'': chooseAccounts},
    NO_AUTH_ACCOUNTS: {'': chooseAccounts},
    ACCESS_NOT_GRANTED: {'': chooseAccounts},
    ITEM_LOCKED: {'': atBank},
    USER_SETUP_REQUIRED: {'': atBank},
    ITEM_NOT_FOUND: {'': gone},
    ITEM_NOT_SUPPORTED: {'': gone},
    MFA_NOT_SUPPORTED: {'': gone},
    INSTITUTION_NO_LONGER_SUPPORTED: {'': gone},
    INSTITUTION_DOWN: {'': waitForBank},
    INSTITUTION_NOT_RESPONDING: {'': waitForBank},
    INSTITUTION_NOT_AVAILABLE: {'': waitForBank},
    INTERNAL_SERVER_ERROR: {'': waitForPlaid},
    PLANNED_MAINTENANCE: {'': waitForPlaid},
    RATE_LIMIT: {'': waitForPlaid},
  },
};
