import type {ConnectionStatus} from '../contract.js';
import {healthOf} from '../health/health.js';
import {loadChunk} from '../providers/load-chunk.js';
import type {Attempt} from './attempt.js';
import {ask} from './backend-client.js';
import {providerEntry} from './configuration.js';
import {limits} from './limits.js';
import {pause} from './waiting.js';

/** A status answer, judged. */
export interface Judged {
  status: string;
  statusReason: string | undefined;
  healthy: boolean;
}

/** Asks for the status once, for at most `limit` milliseconds; nothing without a usable answer. Rejects when the signal aborts. */
export async function askStatus(
  {settings, repairId, provider}: Attempt,
  connectionId: string,
  signal: AbortSignal,
  limit?: number,
): Promise<Judged | undefined> {
  const {fetchStatus, statusUrl} = settings;
  try {
    const answer = await ask(settings, fetchStatus, statusUrl, {connectionId, repairId}, signal, limit);
    const {status, statusReason, provider: told} = answer as Partial<ConnectionStatus>;
    const entry = providerEntry(told) ?? providerEntry(provider);
    if (!status || !entry) return undefined;
    const {health} = await loadChunk(entry.loadHealth);
    return {
      status,
      statusReason: statusReason ?? undefined,
      healthy: healthOf(health, status, statusReason).health === 'healthy',
    };
  } catch {
    return undefined;
  } finally {
    signal.throwIfAborted();
  }
}

/**
 * Asks again and again, ever more slowly, until the connection is healthy or the limit is reached, then gives the last
 * usable answer. Before the limit only a healthy status ends it: an aggregator may need a while to notice a repair.
 */
export async function watchStatus(...[attempt, connectionId, signal]: Parameters<typeof askStatus>) {
  const end = Date.now() + limits.verification;
  let last: Judged | undefined;
  for (let delay = limits.poll; ; delay = Math.min(delay * 1.5, limits.pollLongest)) {
    // A backend that keeps silent does not stretch the limit, and the last question has a moment for its answer.
    const limit = Math.max(end - Date.now(), limits.poll);
    last = (await askStatus(attempt, connectionId, signal, limit)) ?? last;
    const left = end - Date.now();
    if (last?.healthy || left <= 0) return last;
    await pause(Math.min(delay, left), signal);
  }
}
