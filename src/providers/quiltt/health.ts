import type {HealthTable} from '../../health/health.js';

/**
 * Quiltt's connection statuses, which have no reasons. From a client generated from Quiltt's OpenAPI, and from its
 * GraphQL schema (`UPGRADING`); both announce further statuses. Quiltt refreshes automatically and has no call for it.
 */
export const health: HealthTable = {
  statuses: {
    INITIALIZING: {'': {health: 'working', canReconnect: false, canRefresh: false, advice: 'working'}},
    SYNCING: {'': {health: 'working', canReconnect: false, canRefresh: false, advice: 'working'}},
    SYNCED: {'': {health: 'healthy', canReconnect: false, canRefresh: false, advice: 'healthy'}},
    UPGRADING: {'': {health: 'working', canReconnect: false, canRefresh: false, advice: 'working'}},
    ERROR_REPAIRABLE: {'': {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'sign-in'}},
    // Quiltt retries; the person cannot resolve it.
    ERROR_SERVICE: {'': {health: 'needs-waiting', canReconnect: false, canRefresh: false, advice: 'wait-service'}},
    ERROR_PROVIDER: {'': {health: 'needs-waiting', canReconnect: false, canRefresh: false, advice: 'wait-service'}},
    ERROR_INSTITUTION: {'': {health: 'needs-waiting', canReconnect: false, canRefresh: false, advice: 'wait-bank'}},
    DISCONNECTING: {'': {health: 'working', canReconnect: false, canRefresh: false, advice: 'disconnecting'}},
    // Its data is kept, and a reconnect restores it.
    DISCONNECTED: {'': {health: 'needs-person', canReconnect: true, canRefresh: false, advice: 'renew-consent'}},
  },
};
