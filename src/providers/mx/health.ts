import type {HealthRow, HealthTable} from '../../health/health.js';

const signIn: HealthRow = {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'sign-in'};
const verify: HealthRow = {...signIn, advice: 'verify'};
const renewConsent: HealthRow = {...signIn, advice: 'renew-consent'};
const chooseAccounts: HealthRow = {...signIn, advice: 'choose-accounts'};
const atBank: HealthRow = {health: 'needs-bank', canReconnect: true, canRefresh: false, advice: 'at-bank'};
const waitForBank: HealthRow = {health: 'needs-waiting', canReconnect: false, canRefresh: true, advice: 'wait-bank'};
const waitForMx: HealthRow = {...waitForBank, advice: 'wait-service'};
const working: HealthRow = {health: 'working', canReconnect: false, canRefresh: false, advice: 'working'};
const gone: HealthRow = {health: 'gone', canReconnect: false, canRefresh: false, advice: 'connect-anew'};
const expiring: HealthRow = {health: 'worth-repairing', canReconnect: true, canRefresh: true, advice: 'expiring'};

/**
 * MX's connection statuses, in numeric order, from its OpenAPI files and the public source of its widget, which offers
 * an action for the statuses that a person can resolve. MX has no reasons. The kit takes two from the member in the API:
 * the error code (`most_recent_job_detail_code`, or `error.error_code`, which the descriptions do not have), and
 * `NEEDS_UPDATED_CREDENTIALS` for the field `needs_updated_credentials`. Webhooks and the widget's messages have none. `canRefresh` is unverified: MX's pages do not
 * document the statuses in which an aggregation can be started.
 */
export const health: HealthTable = {
  statuses: {
    CREATED: {'': working},
    // MX stops trying after three failed sign-ins.
    PREVENTED: {'': signIn},
    DENIED: {'': signIn},
    CHALLENGED: {'': verify},
    REJECTED: {'': verify},
    LOCKED: {'': atBank},
    CONNECTED: {
      '': {health: 'healthy', canReconnect: false, canRefresh: true, advice: 'healthy'},
      NEEDS_UPDATED_CREDENTIALS: expiring,
      2004: expiring,
    },
    IMPEDED: {'': atBank},
    RECONNECTED: {'': working},
    DEGRADED: {'': waitForBank},
    DISCONNECTED: {'': gone},
    DISCONTINUED: {'': gone},
    CLOSED: {'': gone},
    DELAYED: {'': waitForMx},
    FAILED: {
      '': waitForMx,
      1001: chooseAccounts,
      1002: renewConsent,
      2001: verify,
      2002: verify,
      2003: verify,
      2004: renewConsent,
      2005: signIn,
      3000: waitForBank,
      3001: waitForBank,
      3002: waitForBank,
    },
    UPDATED: {'': working},
    DISABLED: {'': gone},
    IMPORTED: {'': signIn},
    RESUMED: {'': working},
    EXPIRED: {'': verify},
    IMPAIRED: {'': signIn},
    // OAuth was started and not completed.
    PENDING: {'': signIn},
  },
};
