import type {ConnectionHealth} from '../health/health.js';
import {findProvider} from '../providers/find-provider.js';
import type {DescribedConnection} from '../repair/judge.js';
import {loadHealth, loadStatus} from './lazy-parts.js';

/**
 * Tells what a status means for the person. A promise, because the provider's table loads when it is first needed; the
 * backend kit exports a synchronous function of the same name. An unknown provider or status is `unknown`.
 *
 * @throws RepairError `script-blocked` (a rejection) when the table cannot be loaded; another call tries again
 */
export const describeConnection = async (connection: DescribedConnection): Promise<ConnectionHealth> =>
  (await loadStatus()).describe({findProvider, loadHealth}, connection);
