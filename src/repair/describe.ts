import {healthOf, unknownHealth, type ConnectionHealth} from '../health/health.js';
import {loadChunk} from '../providers/load-chunk.js';
import {providerEntry} from './configuration.js';
import type {DescribedConnection} from './describe-connection.js';

/** Looks a status up in its provider's table, which is loaded for that. */
export async function describe({provider, status, statusReason}: DescribedConnection): Promise<ConnectionHealth> {
  const entry = providerEntry(provider ?? '');
  return entry ? healthOf((await loadChunk(entry.loadHealth)).health, status, statusReason) : unknownHealth;
}
