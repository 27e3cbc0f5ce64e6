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

/** The warnings that Plaid gives by webhook only, while the item itself has no error. */
const warnings = {
  PENDING_EXPIRATION: expiring,
  PENDING_DISCONNECT: expiring,
  NEW_ACCOUNTS_AVAILABLE: newAccounts,
  // One account was withdrawn at the bank; the rest goes on.
  USER_ACCOUNT_REVOKED: {...expiring, advice: 'choose-accounts'},
} satisfies Record<string, HealthRow>;

/**
 * Plaid's words for an item: the `error_code` of its error, or `HEALTHY`, a word of the contract's because Plaid has none
 * for an item without an error. From Plaid's pages on item errors, on update mode and on webhooks. A warning is a reason
 * of `HEALTHY`; the codes of these webhooks stand for themselves too, for hosts that keep nothing else.
 */
export const health: HealthTable = {
  statuses: {
    HEALTHY: {'': healthy, ...warnings},
    PENDING_EXPIRATION: {'': warnings.PENDING_EXPIRATION},
    // Its reasons, INSTITUTION_MIGRATION and INSTITUTION_TOKEN_EXPIRATION, do not change what is to be done.
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
    // A repair may be refused after it; then the bank has to be added anew.
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
