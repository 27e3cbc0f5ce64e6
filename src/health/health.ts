/**
 * Says what a connection's status means for the person, for every aggregator. The element, the backend kit and the hosts'
 * own code use the same tables.
 */

/**
 * - `healthy`: nothing to do
 * - `worth-repairing`: it works, and a repair now avoids a break or adds accounts
 * - `working`: the aggregator is updating it; this ends without the person
 * - `needs-person`: the person has to sign in again
 * - `needs-waiting`: the bank or the aggregator has a problem
 * - `needs-bank`: the person has to do something at the bank first
 * - `gone`: it cannot be restored; a new connection is needed
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

/** The keys of the sentences for the person. All providers share them. */
export const adviceKeys = [
  /** Nothing to do. */
  'healthy',
  /** Access ends soon: sign in now to keep it. */
  'expiring',
  /** New accounts can be added. */
  'new-accounts',
  /** Some of the data is missing: signing in again may complete it. */
  'incomplete',
  /** Being set up or updated: wait a moment. */
  'working',
  /** Being cut off. */
  'disconnecting',
  /** Sign in again. */
  'sign-in',
  /** The bank asks for a code or an answer. */
  'verify',
  /** The permission has ended or was withdrawn: give it again. */
  'renew-consent',
  /** Choose which accounts to share. */
  'choose-accounts',
  /** The bank is unavailable. */
  'wait-bank',
  /** The aggregator has a problem. */
  'wait-service',
  /** The person has to do something at the bank first. */
  'at-bank',
  /** The same connection exists twice. */
  'duplicate',
  /** It cannot be repaired: connect the bank again. */
  'connect-anew',
  /** The status is unknown. */
  'unknown',
] as const;

export type AdviceKey = (typeof adviceKeys)[number];

/** The meaning of a status with its reason. */
export interface ConnectionHealth {
  health: Health;
  /** Whether a repair makes sense. The backend decides at the token request. */
  canReconnect: boolean;
  /** Whether the host may request fresh data from the aggregator. The host makes that request itself. */
  canRefresh: boolean;
  advice: AdviceKey;
}

/** A row of a provider's table. Contradicting sources are in the documentation, to keep the table small. */
export type HealthRow = Readonly<ConnectionHealth>;

/** A provider's vocabulary: its statuses, and for each the reasons it may have. */
export interface HealthTable {
  /** The key `''` stands for no reason, and for one that is not listed. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, HealthRow>> & {readonly '': HealthRow}>>;
}

/** What is said of a word that is in no table: it may be repairable, since the backend is asked in any case. */
export const unknownHealth: ConnectionHealth = {
  health: 'unknown',
  canReconnect: true,
  canRefresh: false,
  advice: 'unknown',
};

/** Looks a status up. A reason that is not listed does not change what its status says. */
export function healthOf(
  {statuses}: HealthTable,
  status: string | null | undefined,
  statusReason: string | null | undefined,
): ConnectionHealth {
  // A word such as `constructor` is nobody's status.
  if (!status || !Object.hasOwn(statuses, status)) return unknownHealth;
  const reasons = statuses[status]!;
  const row = statusReason && Object.hasOwn(reasons, statusReason) ? reasons[statusReason]! : reasons[''];
  const {health, canReconnect, canRefresh, advice} = row;
  return {health, canReconnect, canRefresh, advice};
}
