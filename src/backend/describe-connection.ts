import {healthOf, unknownHealth} from '../health/health.js';
import type {ConnectionHealth, HealthTable} from '../health/health.js';
import {health as meld} from '../providers/meld/health.js';
import {health as mx} from '../providers/mx/health.js';
import {health as plaid} from '../providers/plaid/health.js';
import {health as quiltt} from '../providers/quiltt/health.js';

/** The tables of all providers, whichever the host has configured: with hosts that only read, none is. */
const tables: Readonly<Record<string, HealthTable>> = {meld, mx, plaid, quiltt};

/**
 * What a status means, with its reason: whether it is healthy, whether a repair or a refresh makes sense, and the key of
 * the sentence for the person. A provider or a word that nobody knows is `unknown`, which may be repairable.
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
