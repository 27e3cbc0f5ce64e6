import {healthOf, unknownHealth, type ConnectionHealth, type Health, type HealthTable} from '../health/health.js';
import type {Answer, ProviderEntry} from '../providers/provider.js';
import type {Attempt} from './attempt.js';

/** Finds the provider of a name. */
export interface ProviderLookup {
  readonly findProvider: (name: string | null | undefined) => ProviderEntry | undefined;
  readonly loadHealth: (entry: ProviderEntry) => Promise<HealthTable>;
}

/** A connection's status, as the aggregator or the contract's status route words it. */
export interface DescribedConnection {
  /** `plaid`, `meld`, `mx`, `quiltt`. */
  provider?: string | null | undefined;
  /** In the aggregator's own words. */
  status?: string | null | undefined;
  /** The reason of that status, in the aggregator's own words. */
  statusReason?: string | null | undefined;
}

/** A status answer, judged. */
export interface Judgement extends ConnectionHealth {
  status: string;
  statusReason: string | undefined;
  /** Whether it shows that the repair has worked. */
  isConfirmed: boolean;
  /** Whether it shows that the connection is still broken. Both may be false. */
  isStillBroken: boolean;
}

const BROKEN: ReadonlySet<Health> = new Set(['needs-person', 'needs-waiting', 'needs-bank', 'gone']);
const WORKS: ReadonlySet<Health> = new Set(['healthy', 'worth-repairing']);

/** Looks a status up in its provider's table, which is loaded for that. */
export async function describe(
  {findProvider, loadHealth}: ProviderLookup,
  {provider, status, statusReason}: DescribedConnection,
): Promise<ConnectionHealth> {
  const entry = findProvider(provider);
  return entry ? healthOf(await loadHealth(entry), status, statusReason) : unknownHealth;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/**
 * Judges a status answer; undefined where it has no status. A connection that worked when its repair began, and was only
 * worth repairing, looks healthy all along: it is confirmed by the disappearance of its reason, or by a change after the
 * attempt's start. (That compares the vendor's clock with the browser's. An answer without a usable time proves nothing.)
 */
export async function judge(
  lookup: ProviderLookup,
  {settings, provider, startedAt}: Attempt,
  answer: Answer,
): Promise<Judgement | undefined> {
  const status = textOf(answer.status);
  if (!status) return undefined;
  const answered = textOf(answer.provider);
  const statusReason = textOf(answer.statusReason);
  const answerProvider = lookup.findProvider(answered) ? answered : provider;
  const now = await describe(lookup, {provider: answerProvider, status, statusReason});
  const before = await describe(lookup, {provider, status: settings.status, statusReason: settings.statusReason});
  const isNewer = Date.parse(String(answer.updatedAt)) > startedAt;
  // An answer without the member does not show that the reason has gone.
  const hasReasonMember = answer.statusReason !== undefined;
  const isConfirmed = (isNewer && WORKS.has(now.health)) || hasImproved({before, now, hasReasonMember});
  const isStillBroken =
    BROKEN.has(now.health) || (now.health === 'worth-repairing' && before.health === 'worth-repairing');
  // Healthy as before, and not confirmed: nobody can tell whether the repair has worked.
  const health = now.health === 'healthy' && !isConfirmed ? unknownHealth : now;
  return {...health, status, statusReason, isConfirmed, isStillBroken};
}

interface Comparison {
  readonly before: ConnectionHealth;
  readonly now: ConnectionHealth;
  readonly hasReasonMember: boolean;
}

/** Whether the status by itself shows that the repair has worked. */
function hasImproved({before, now, hasReasonMember}: Comparison): boolean {
  if (before.health === 'worth-repairing') {
    if (now.health === 'healthy') return hasReasonMember;
    return now.health === 'worth-repairing' && now.advice !== before.advice;
  }
  // What was broken works again, and something else could be better. Without a broken status before, it proves nothing.
  if (now.health === 'worth-repairing') return BROKEN.has(before.health);
  return now.health === 'healthy';
}
