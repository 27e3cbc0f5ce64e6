import type {ConnectionStatus} from '../contract.js';
import {unknownHealth, type ConnectionHealth} from '../health/health.js';
import type {Attempt} from './attempt.js';
import {awake, rest} from './awake.js';
import {ask} from './backend-client.js';
import {providerEntry} from './configuration.js';
import {describe} from './describe.js';
import type {RepairError} from './errors.js';
import {limits} from './limits.js';

/** A status answer, judged. */
export interface Judged extends ConnectionHealth {
  status: string;
  statusReason: string | undefined;
  /** Whether it shows that the repair has worked. */
  confirmed: boolean;
  /** What it shows otherwise; undefined where it shows neither. */
  reason: 'still-broken' | undefined;
}

/** What one question came to: an answer, or how long the backend does not want to be asked again. */
interface Reply {
  answer?: Partial<ConnectionStatus>;
  /** In milliseconds. */
  notBefore: number;
}

/** Asks once, for at most `limit` milliseconds. Rejects only when the signal aborts. */
export async function askOnce(
  {settings, repairId}: Pick<Attempt, 'settings' | 'repairId'>,
  connectionId: string,
  signal: AbortSignal,
  limit?: number,
): Promise<Reply> {
  const {fetchStatus, statusUrl} = settings;
  try {
    const answer = await ask(settings, fetchStatus, statusUrl, {connectionId, repairId}, signal, limit);
    return {answer, notBefore: 0};
  } catch (error) {
    signal.throwIfAborted();
    return {notBefore: ((error as RepairError).retryAfter ?? 0) * 1000};
  }
}

/** The pauses between questions: ever longer, and never in step with those of other tags and other pages. */
export function* pauses(): Generator<number, never> {
  for (let delay = limits.poll; ; delay = Math.min(delay * 1.5, limits.pollLongest)) {
    yield delay * (0.8 + Math.random() * 0.4);
  }
}

/**
 * Judges an answer. A connection that already worked when its repair began, and was only worth repairing, looks healthy
 * all along: it is confirmed by its reason having gone, or by a change later than the attempt's start. (That compares the
 * vendor's clock with the browser's; an answer without a usable time says nothing by it.)
 */
async function judge(
  {settings, provider, startedAt}: Attempt,
  {provider: told, status, statusReason, updatedAt}: Partial<ConnectionStatus>,
): Promise<Judged | undefined> {
  if (!status) return undefined;
  const now = await describe({provider: providerEntry(told) ? told : provider, status, statusReason});
  const before = await describe({provider, status: settings.status, statusReason: settings.statusReason});
  const isNewer = Date.parse(updatedAt ?? '') > startedAt;
  let confirmed = now.health === 'healthy';
  if (before.health === 'worth-repairing') {
    // An answer that leaves the reason out does not tell that it has gone.
    confirmed = confirmed ? statusReason !== undefined : now.health === before.health && now.advice !== before.advice;
  } else if (now.health === 'worth-repairing') {
    // What was broken works again, and something else could be better. Not known to have been broken, it proves nothing.
    confirmed = /^(needs|gone)/.test(before.health);
  }
  if (isNewer && /^(healthy|worth)/.test(now.health)) confirmed = true;
  // Healthy, as it was before, and no more than that: whether the repair has worked nobody can tell by it.
  const health = now.health === 'healthy' && !confirmed ? unknownHealth : now;
  // What is still being worked on, or works and was never said to have been otherwise, is not broken.
  const isBroken = /^(needs|gone)/.test(now.health) || (/^worth/.test(now.health) && before.health === now.health);
  const reason = isBroken ? 'still-broken' : undefined;
  return {...health, status, statusReason: statusReason ?? undefined, confirmed, reason};
}

/** Asks for the status once; nothing without a usable answer. Rejects when the signal aborts. */
export async function askStatus(attempt: Attempt, connectionId: string, signal: AbortSignal) {
  const {answer} = await askOnce(attempt, connectionId, signal);
  return answer && judge(attempt, answer);
}

/**
 * Asks again and again until the repair is confirmed or the limit is reached, then gives the last usable answer. Before
 * the limit only a confirmation ends it: an aggregator may need a while to notice a repair.
 *
 * While the page is hidden or offline nothing is asked, and that time does not count: nobody is kept waiting by it. When
 * the page comes back it asks at once.
 */
export async function watchStatus(attempt: Attempt, connectionId: string, signal: AbortSignal) {
  let left = limits.verification;
  let last: Judged | undefined;
  for (const delay of pauses()) {
    await awake(signal);
    const began = Date.now();
    // A backend that keeps silent does not stretch the limit, and the last question has a moment for its answer.
    const {answer, notBefore} = await askOnce(attempt, connectionId, signal, Math.max(left, limits.poll));
    // A table that could not be loaded is tried again with the next answer.
    const judged = answer && (await judge(attempt, answer).catch(() => undefined));
    signal.throwIfAborted();
    last = judged ?? last;
    left -= Date.now() - began;
    // It would come too late: the backend does not want to be asked before the limit.
    if (last?.confirmed || left <= 0 || notBefore > left) break;
    const wait = Math.min(Math.max(delay, notBefore), left);
    const from = Date.now();
    await rest(wait, signal, Math.min(wait, Math.max(notBefore, limits.poll)));
    left -= Math.min(Date.now() - from, wait);
  }
  return last;
}
