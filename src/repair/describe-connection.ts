import type {ConnectionHealth} from '../health/health.js';
import {loadStatus} from './lazy-parts.js';

/** A connection's status, as the aggregator or a status route of the contract tells it. */
export interface DescribedConnection {
  /** `plaid`, `meld`, `mx`, `quiltt`. */
  provider?: string | null | undefined;
  /** In the aggregator's own words. */
  status?: string | null | undefined;
  /** The reason that goes with it, likewise. */
  statusReason?: string | null | undefined;
}

/**
 * Tells what a status means for the person. A promise, because the provider's table is loaded when it is first asked for;
 * the backend kit exports a function of the same name that gives the answer at once. A provider or a status that nobody
 * knows is `unknown`.
 *
 * @throws RepairError `script-blocked` (a rejection) when the table could not be loaded; another call tries again
 */
export const describeConnection = async (connection: DescribedConnection): Promise<ConnectionHealth> =>
  (await loadStatus()).describe(connection);
