import type {ConnectionHealth, HealthTable} from '../../health/health.js';
import {healthOf} from '../../health/health.js';
import type {ConnectionRecord, Observation} from '../store/connection-store.js';

/** The state of a connection: the last observation, combined with warnings from webhooks. */
export interface ConnectionState extends Pick<Observation, 'status' | 'statusReason' | 'updatedAt' | 'institution'> {
  /** All active warnings, most urgent first. */
  warnings: readonly string[];
  meaning: ConnectionHealth;
}

/**
 * Derives the state from a record. A healthy status gets the most urgent warning as its reason; a status that is not
 * healthy keeps its own reason. `updatedAt` is left out with a warning: the page would take a warning sent during the repair,
 * or a status read while the warning is active, as a sign that the repair has succeeded.
 */
export function stateOf(
  health: HealthTable,
  {last, warnings}: Pick<ConnectionRecord, 'last' | 'warnings'>,
): ConnectionState | undefined {
  const [warning] = warnings;
  const base = last ?? (warning && {status: warning.status, statusReason: null});
  if (!base) return undefined;
  const meaning = healthOf(health, base.status, base.statusReason);
  const reasons = warnings.map(({statusReason}) => statusReason);
  if (!warning || meaning.health !== 'healthy') return {...base, warnings: reasons, meaning};
  return {
    ...base,
    statusReason: warning.statusReason,
    updatedAt: undefined,
    warnings: reasons,
    meaning: healthOf(health, base.status, warning.statusReason),
  };
}
