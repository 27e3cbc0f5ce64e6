import type {HealthRow, HealthTable} from '../../health/health.js';

const signIn: HealthRow = {health: 'needs-person', canReconnect: true, canRefresh: true, advice: 'sign-in'};

/** `canRefresh` contradicts Meld's guide to refreshing, which documents a 409 for these statuses. */
const reconnectRequired = {
  '': signIn,
  LOGIN_REQUIRED: signIn,
  // Meld's page recommends a reconnect attempt anyway.
  REPAIRING_INSTITUTION: {health: 'needs-waiting', canReconnect: true, canRefresh: true, advice: 'wait-bank'},
  TOKEN_EXPIRED: {health: 'needs-person', canReconnect: true, canRefresh: true, advice: 'renew-consent'},
  OTHER: signIn,
} satisfies Record<string, HealthRow>;

/**
 * Meld's statuses and reasons, from its page of connection errors and reasons; `canReconnect` and `canRefresh` are
 * copied from its two columns. Other pages of Meld contradict some values. In practice Meld's 409 to a repair request
 * decides. The reasons come with the status in the API's answers and, for a changed status, in webhooks; the widget's
 * messages have others.
 */
export const health: HealthTable = {
  statuses: {
    IN_PROGRESS: {'': {health: 'working', canReconnect: false, canRefresh: false, advice: 'working'}},
    // Final: the initial connection was never completed.
    EXPIRED: {'': {health: 'gone', canReconnect: false, canRefresh: false, advice: 'connect-anew'}},
    ACTIVE: {
      '': {health: 'healthy', canReconnect: false, canRefresh: true, advice: 'healthy'},
      ACCESS_EXPIRING_SOON: {health: 'worth-repairing', canReconnect: true, canRefresh: true, advice: 'expiring'},
      NEW_ACCOUNTS_AVAILABLE: {health: 'worth-repairing', canReconnect: true, canRefresh: true, advice: 'new-accounts'},
    },
    PARTIALLY_ACTIVE: {
      '': {health: 'worth-repairing', canReconnect: true, canRefresh: true, advice: 'incomplete'},
      PARTIAL_AGGREGATION_SUCCESS: {
        health: 'worth-repairing',
        canReconnect: true,
        canRefresh: true,
        advice: 'incomplete',
      },
      INACTIVE_DUPLICATE: {health: 'worth-repairing', canReconnect: true, canRefresh: true, advice: 'duplicate'},
    },
    DEGRADED: {
      '': {health: 'needs-waiting', canReconnect: true, canRefresh: true, advice: 'wait-service'},
      INSTITUTION_CURRENTLY_UNAVAILABLE: {
        health: 'needs-waiting',
        canReconnect: true,
        canRefresh: true,
        advice: 'wait-bank',
      },
      INSTITUTION_ACTION_REQUIRED: {health: 'needs-bank', canReconnect: true, canRefresh: true, advice: 'at-bank'},
      SERVICE_PROVIDER_CURRENTLY_UNAVAILABLE: {
        health: 'needs-waiting',
        canReconnect: true,
        canRefresh: true,
        advice: 'wait-service',
      },
      // Each refresh needs the person, for instance for an MFA code.
      INTERACTIVE_REFRESH: {health: 'needs-person', canReconnect: true, canRefresh: true, advice: 'verify'},
    },
    RECONNECT_REQUIRED: reconnectRequired,
    UNRECOVERABLE: {
      '': {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'sign-in'},
      CONTINUED_AGGREGATION_FAILURES: {
        health: 'needs-person',
        canReconnect: true,
        canRefresh: false,
        advice: 'sign-in',
      },
      INSTITUTION_DISABLED: {health: 'gone', canReconnect: true, canRefresh: false, advice: 'connect-anew'},
      OTHER: {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'sign-in'},
    },
    UNDETERMINED: {
      '': {health: 'needs-waiting', canReconnect: true, canRefresh: true, advice: 'wait-service'},
      AGGREGATION_TIMEOUT: {health: 'needs-waiting', canReconnect: true, canRefresh: true, advice: 'wait-service'},
      SUBMIT_SERVICE_PROVIDER_TICKET: {
        health: 'needs-waiting',
        canReconnect: true,
        canRefresh: true,
        advice: 'wait-service',
      },
      UNKNOWN_SERVICE_PROVIDER_ERROR_CODE: {
        health: 'needs-waiting',
        canReconnect: true,
        canRefresh: true,
        advice: 'wait-service',
      },
      INTERNAL_ERROR: {health: 'needs-waiting', canReconnect: true, canRefresh: true, advice: 'wait-service'},
    },
    DELETED: {'': {health: 'gone', canReconnect: false, canRefresh: false, advice: 'connect-anew'}},
    // Names from Meld's 2022 version; that they mean RECONNECT_REQUIRED is unverified.
    RECONNECT_AVAILABLE: reconnectRequired,
    CUSTOMER_ACTION_REQUIRED: reconnectRequired,
  },
};
