import type {HealthTable} from '../../health/health.js';

/** Meld's statuses, from its page of connection errors and reasons. */
export const health: HealthTable = {
  statuses: {ACTIVE: {'': {health: 'healthy', canReconnect: false, canRefresh: true, advice: 'healthy'}}},
};
