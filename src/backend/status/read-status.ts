import type {RequestLog} from '../logger.js';
import {isTransient, type RepairProblem} from '../problem.js';
import type {Provider, ProviderContext, ProviderStatus} from '../provider.js';
import type {ConnectionStore, ObservationSource} from '../store/connection-store.js';
import type {ConnectionRef} from '../store/keys.js';
import type {ObservedChange, NotifyHost} from './changes.js';

/** A status from the vendor, with the time of the request. */
export interface Reading {
  status: ProviderStatus;
  /** Milliseconds since the epoch. */
  at: number;
}

export type ReadStatus = (request: {
  provider: Provider;
  connection: Parameters<Provider['readStatus']>[0];
  ref: ConnectionRef;
  context: ProviderContext;
  /** Results of calls that started earlier are not reused; milliseconds since the epoch. */
  since: number;
}) => Promise<Reading>;

/**
 * Creates the function that reads a status from the vendor. Concurrent requests share one call, which continues after the
 * first client disconnects. A temporary failure is cached for `interval` and returned to later requests.
 *
 * @param interval the time for which a reading is reused, in milliseconds
 */
export function createReadStatus(interval: number, now: () => number = Date.now): ReadStatus {
  const running = new Map<string, {at: number; reading: Promise<Reading>}>();
  const failed = new Map<string, {at: number; problem: RepairProblem}>();

  const cacheFailure = (key: string, at: number, problem: RepairProblem): void => {
    for (const [other, failure] of failed) if (now() - failure.at >= interval) failed.delete(other);
    if (now() - at < interval) failed.set(key, {at, problem});
  };

  return async ({provider, connection, ref, context, since}) => {
    const key = JSON.stringify([ref.provider, ref.providerConnectionId]);
    const shared = running.get(key);
    if (shared && shared.at >= since) return await shared.reading;
    const failure = failed.get(key);
    if (failure && failure.at >= since && now() - failure.at < interval) throw failure.problem;
    const at = now();
    const reading = provider.readStatus(connection, {...context, signal: undefined}).then(status => ({status, at}));
    const ownCall = {at, reading};
    running.set(key, ownCall);
    try {
      return await reading;
    } catch (error) {
      if (isTransient(error)) cacheFailure(key, at, error);
      throw error;
    } finally {
      if (running.get(key) === ownCall) running.delete(key);
    }
  };
}

/** Stores a status from the vendor. */
export async function storeReading(
  store: ConnectionStore,
  ref: ConnectionRef,
  {status: {status, statusReason, updatedAt, institution, clears}, at}: Reading,
  source: ObservationSource,
): Promise<void> {
  await store.observe(ref, {status, statusReason, at, source, updatedAt, institution});
  if (clears) await store.clearWarnings(ref, clears, at);
}

/**
 * Notifies the host without failing the request if the host's function throws: the page still gets the status. The next
 * status call reports the change again.
 */
export async function notifyHostSafely<Connection>(
  notifyHost: NotifyHost<Connection>,
  provider: Provider,
  ref: ConnectionRef,
  observed: ObservedChange<Connection> & {log: RequestLog},
): Promise<void> {
  try {
    await notifyHost(provider, ref, observed);
  } catch {
    // Already logged.
  }
}
