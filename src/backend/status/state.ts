import type {ConnectionHealth, HealthTable} from '../../health/health.js';
import {healthOf} from '../../health/health.js';
import type {ConnectionRecord, Observation} from '../store/connection-store.js';

/** A connection as it is told: the last observation, with what only webhooks know. */
export interface ConnectionState extends Pick<Observation, 'status' | 'statusReason' | 'updatedAt' | 'institution'> {
  /** All warnings that hold, most urgent first. */
  warnings: readonly string[];
  meaning: ConnectionHealth;
}

/**
 * What a record comes to. A healthy status takes the most urgent warning as its reason; one that is broken, or has a
 * reason of its own, says more than any warning. With a warning no time of a change is told: one that is given during a
 * repair, or a status that was seen since while it holds, would pass for the sign that the repair has worked.
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
