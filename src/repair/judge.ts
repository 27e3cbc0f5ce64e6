import {healthOf, unknownHealth, type ConnectionHealth, type Health, type HealthTable} from '../health/health.js';
import type {Answer, ProviderEntry} from '../providers/provider.js';
import type {Attempt} from './attempt.js';

/** The functions that find a provider and load its status table. */
export interface ProviderLookup {
  readonly findProvider: (name: string | null | undefined) => ProviderEntry | undefined;
  readonly loadHealth: (entry: ProviderEntry) => Promise<HealthTable>;
}

/** A connection's status, with the values of the aggregator or of the contract's status route. */
export interface DescribedConnection {
  /** `plaid`, `meld`, `mx`, `quiltt`. */
  provider?: string | null | undefined;
  /** The connection's status, with the aggregator's value. */
  status?: string | null | undefined;
  /** The reason of the status, with the aggregator's value. */
  statusReason?: string | null | undefined;
}

/** The meaning of a status answer for a repair. */
export interface Judgement extends ConnectionHealth {
  status: string;
  statusReason: string | undefined;
  /** Whether the answer shows that the repair was successful. */
  isConfirmed: boolean;
  /** Whether the answer shows that the connection is still broken. Both may be false. */
  isStillBroken: boolean;
}

/** By how many milliseconds the clocks of vendor and browser may differ. A later time shows that the browser's is wrong. */
const CLOCK_TOLERANCE = 300_000;

const BROKEN: ReadonlySet<Health> = new Set(['needs-person', 'needs-waiting', 'needs-bank', 'gone']);
const WORKS: ReadonlySet<Health> = new Set(['healthy', 'worth-repairing']);

/** Loads the provider's table and returns the meaning of a status. */
export async function describe(
  {findProvider, loadHealth}: ProviderLookup,
  {provider, status, statusReason}: DescribedConnection,
): Promise<ConnectionHealth> {
  const entry = findProvider(provider);
  return entry ? healthOf(await loadHealth(entry), status, statusReason) : unknownHealth;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/**
 * Judges a status answer. Returns undefined if it has no status.
 *
 * A connection that works and is only worth repairing may have the same status before and after its repair. The repair
 * is confirmed when the reason disappears, or by a change after the attempt's start. The latter compares the vendor's
 * clock with the browser's. An answer without a valid time confirms nothing.
 */
export async function judge(
  lookup: ProviderLookup,
  {settings, progress, startedAt}: Attempt,
  answer: Answer,
): Promise<Judgement | undefined> {
  const status = textOf(answer.status);
  if (!status) return undefined;
  const {provider} = progress;
  const answered = textOf(answer.provider);
  const statusReason = textOf(answer.statusReason);
  const answerProvider = lookup.findProvider(answered) ? answered : provider;
  const now = await describe(lookup, {provider: answerProvider, status, statusReason});
  const before = await describe(lookup, {provider, status: settings.status, statusReason: settings.statusReason});
  const updatedAt = Date.parse(String(answer.updatedAt));
  const isNewer = updatedAt > startedAt && updatedAt < Date.now() + CLOCK_TOLERANCE;
  // An answer without the member does not show that the reason has disappeared.
  const hasReasonMember = answer.statusReason !== undefined;
  const isConfirmed = (isNewer && WORKS.has(now.health)) || hasImproved({before, now, hasReasonMember});
  const isStillBroken =
    BROKEN.has(now.health) || (now.health === 'worth-repairing' && before.health === 'worth-repairing');
  // Healthy before and after, without confirmation: the result is unknown.
  const health = now.health === 'healthy' && !isConfirmed ? unknownHealth : now;
  return {...health, status, statusReason, isConfirmed, isStillBroken};
}

interface Comparison {
  readonly before: ConnectionHealth;
  readonly now: ConnectionHealth;
  readonly hasReasonMember: boolean;
}

/** Whether the statuses before and after show that the repair was successful. */
function hasImproved({before, now, hasReasonMember}: Comparison): boolean {
  if (before.health === 'worth-repairing') {
    if (now.health === 'healthy') return hasReasonMember;
    return now.health === 'worth-repairing' && now.advice !== before.advice;
  }
  // `worth-repairing` confirms the repair only of a connection that was broken before.
  if (now.health === 'worth-repairing') return BROKEN.has(before.health);
  return now.health === 'healthy';
}
