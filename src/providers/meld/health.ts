import type {HealthTable} from '../provider.js';

/** Meld's statuses, from its page of connection errors and reasons. */
export const health: HealthTable = {healthy: ['ACTIVE']};
