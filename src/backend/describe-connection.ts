import {healthOf, unknownHealth} from '../health/health.js';
import type {ConnectionHealth, HealthTable} from '../health/health.js';
import {health as meld} from '../providers/meld/health.js';
import {health as mx} from '../providers/mx/health.js';
import {health as plaid} from '../providers/plaid/health.js';
import {health as quiltt} from '../providers/quiltt/health.js';

/** The tables of all providers. A host that only reads statuses configures no provider. */
const tables: Readonly<Record<string, HealthTable>> = {meld, mx, plaid, quiltt};

/**
 * Says what a status and its reason mean: its health, whether a repair or a refresh makes sense, and the key of the sentence
 * for the person. An unknown provider or status has the health `unknown`, which may be repairable.
 */
export function describeConnection({
  provider,
  status,
  statusReason,
}: {
  /** For instance `plaid`. */
  provider: string;
  /** The aggregator's own word. */
  status: string | null | undefined;
  /** The aggregator's own word. */
  statusReason?: string | null | undefined;
}): ConnectionHealth {
  const table = Object.hasOwn(tables, provider) ? tables[provider] : undefined;
  return table ? healthOf(table, status, statusReason) : {...unknownHealth};
}
