import type {ConnectionHealth, HealthTable} from '../../health/health.js';
import {healthOf} from '../../health/health.js';
import type {ConnectionRecord, Observation} from '../store/connection-store.js';

/** A connection's current status: the last observation, with the warnings that only webhooks carry. */
export interface ConnectionState extends Pick<Observation, 'status' | 'statusReason' | 'updatedAt' | 'institution'> {
  /** All current warnings, most urgent first. */
  warnings: readonly string[];
  meaning: ConnectionHealth;
}

/**
 * Derives the current status from a record. A healthy status takes the most urgent warning as its reason. A broken status,
 * or one with a reason of its own, is more specific than a warning. With a warning, `updatedAt` is left out: a warning that
 * arrives during a repair would otherwise look like the confirmation of the repair.
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
