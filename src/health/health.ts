/**
 * The meaning of a connection's status for the person, for every aggregator. The element, the backend kit and the
 * hosts' code use the same tables.
 */

/**
 * - `healthy`: nothing to do
 * - `worth-repairing`: the connection works; a repair now prevents a failure or adds accounts
 * - `working`: the aggregator is updating the connection; no action of the person is needed
 * - `needs-person`: the person has to sign in again
 * - `needs-waiting`: the bank or the aggregator has a problem
 * - `needs-bank`: the person has to resolve something at the bank first
 * - `gone`: the connection cannot be restored; a new connection is needed
 * - `unknown`: the status is in no table
 */
export const healths = [
  'healthy',
  'worth-repairing',
  'working',
  'needs-person',
  'needs-waiting',
  'needs-bank',
  'gone',
  'unknown',
] as const;

export type Health = (typeof healths)[number];

/** The keys of the advice texts for the person. All providers share them. */
export const adviceKeys = [
  /** Nothing to do. */
  'healthy',
  /** Access ends soon. Signing in now keeps it. */
  'expiring',
  /** New accounts can be added. */
  'new-accounts',
  /** Some of the data is missing. Signing in again may complete it. */
  'incomplete',
  /** The connection is being set up or updated. */
  'working',
  /** The connection is being disconnected. */
  'disconnecting',
  /** The person has to sign in again. */
  'sign-in',
  /** The bank asks for a code or an answer. */
  'verify',
  /** The person's permission has ended or was withdrawn, and has to be given again. */
  'renew-consent',
  /** The person has to choose the accounts to share. */
  'choose-accounts',
  /** The bank is unavailable. */
  'wait-bank',
  /** The aggregator has a problem. */
  'wait-service',
  /** The person has to resolve something at the bank first. */
  'at-bank',
  /** The same connection exists twice. */
  'duplicate',
  /** The connection cannot be repaired. The bank has to be connected again. */
  'connect-anew',
  /** The status is unknown. */
  'unknown',
] as const;

export type AdviceKey = (typeof adviceKeys)[number];

/** The meaning of a status and its reason. */
export interface ConnectionHealth {
  health: Health;
  /** Whether a repair is offered. The backend decides at the token request. */
  canReconnect: boolean;
  /** Whether the host may request fresh data from the aggregator. The host makes that request itself. */
  canRefresh: boolean;
  advice: AdviceKey;
}

/** A row of a provider's table. The documentation lists contradicting sources, to keep the table small. */
export type HealthRow = Readonly<ConnectionHealth>;

/** A provider's statuses, each with its possible reasons. */
export interface HealthTable {
  /** The key `''` is the row of a status without a reason or with an unlisted reason. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, HealthRow>> & {readonly '': HealthRow}>>;
}

/** The meaning of a status in no table. A repair is offered, because the backend decides in any case. */
export const unknownHealth: ConnectionHealth = {
  health: 'unknown',
  canReconnect: true,
  canRefresh: false,
  advice: 'unknown',
};

/** Returns the meaning of a status. An unlisted reason has no effect. */
export function healthOf(
  {statuses}: HealthTable,
  status: string | null | undefined,
  statusReason: string | null | undefined,
): ConnectionHealth {
  // An inherited member such as `constructor` is no status.
  if (!status || !Object.hasOwn(statuses, status)) return unknownHealth;
  const reasons = statuses[status]!;
  const row = statusReason && Object.hasOwn(reasons, statusReason) ? reasons[statusReason]! : reasons[''];
  const {health, canReconnect, canRefresh, advice} = row;
  return {health, canReconnect, canRefresh, advice};
}
