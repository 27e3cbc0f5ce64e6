import type {HealthTable} from '../provider.js';

/** Plaid has no word for an item without an error; the contract of the status answer says `HEALTHY`. */
export const health: HealthTable = {healthy: ['HEALTHY']};
