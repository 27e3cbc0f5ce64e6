import type {ConnectionHealth} from '../health/health.js';
import {findProvider} from '../providers/find-provider.js';
import type {DescribedConnection} from '../repair/judge.js';
import {loadHealth, loadStatus} from './lazy-parts.js';

/**
 * Returns the meaning of a status for the person. Returns a promise, because the provider's table loads at its first
 * use. The backend kit exports a synchronous function of the same name. An unknown provider or status has the health
 * `unknown`.
 *
 * @throws RepairError `script-blocked` (a rejection) when the table fails to load; another call loads it again
 */
export const describeConnection = async (connection: DescribedConnection): Promise<ConnectionHealth> =>
  (await loadStatus()).describe({findProvider, loadHealth}, connection);
