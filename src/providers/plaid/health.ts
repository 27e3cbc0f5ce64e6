import type {HealthTable} from '../../health/health.js';

/** Plaid has no word for an item without an error; the contract of the status answer says `HEALTHY`. */
export const health: HealthTable = {
  statuses: {HEALTHY: {'': {health: 'healthy', canReconnect: false, canRefresh: true, advice: 'healthy'}}},
};
