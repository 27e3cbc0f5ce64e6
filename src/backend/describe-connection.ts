import {healthOf, unknownHealth} from '../health/health.js';
import type {ConnectionHealth, HealthTable} from '../health/health.js';
import {health as meld} from '../providers/meld/health.js';
import {health as mx} from '../providers/mx/health.js';
import {health as plaid} from '../providers/plaid/health.js';
import {health as quiltt} from '../providers/quiltt/health.js';

/** All providers, configured or not: a host that only displays statuses configures none. */
const tables: Readonly<Record<string, HealthTable>> = {meld, mx, plaid, quiltt};

/**
 * Describes a status and its reason: whether the connection is healthy, whether a repair or a refresh makes sense, and
 * the key of the advice for the person. An unknown provider or status is `unknown`, which may be repairable.
 *
 * @param own the tables of the host's own providers, by name. They do not replace a table of this package.
 */
export function describeConnection(
  {
    provider,
    status,
    statusReason,
  }: {
    /** For instance `plaid`. */
    provider: string;
    /** The aggregator's status. */
    status: string | null | undefined;
    /** The aggregator's reason. */
    statusReason?: string | null | undefined;
  },
  own: Readonly<Record<string, HealthTable>> = {},
): ConnectionHealth {
  const table = [tables, own].find(known => Object.hasOwn(known, provider))?.[provider];
  return table ? healthOf(table, status, statusReason) : {...unknownHealth};
}
