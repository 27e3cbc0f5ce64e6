import type {RequestLog} from '../logger.js';
import {isTransient, type RepairProblem} from '../problem.js';
import type {Provider, ProviderContext, ProviderStatus} from '../provider.js';
import type {ConnectionStore, ObservationSource} from '../store/connection-store.js';
import type {ConnectionRef} from '../store/keys.js';
import type {Noticed, TellChanges} from './changes.js';

/** A vendor's answer, with the time at which the request was sent. */
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
  /** A reading from before this time, failed or not, is not reused. In milliseconds since the epoch. */
  since: number;
}) => Promise<Reading>;

/**
 * Makes the function that reads a status from a vendor. Concurrent callers share one request, which finishes even if the
 * first caller disconnects. A failure is reused for the same interval as a success.
 *
 * @param interval the time for which a reading is reused, in milliseconds
 */
export function createReadStatus(interval: number, now: () => number = Date.now): ReadStatus {
  const running = new Map<string, {at: number; reading: Promise<Reading>}>();
  const failed = new Map<string, {at: number; problem: RepairProblem}>();

  const remember = (key: string, at: number, problem: RepairProblem): void => {
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
    const mine = {at, reading};
    running.set(key, mine);
    try {
      return await reading;
    } catch (error) {
      if (isTransient(error)) remember(key, at, error);
      throw error;
    } finally {
      if (running.get(key) === mine) running.delete(key);
    }
  };
}

/** Stores a vendor's answer. */
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
 * Notifies the host of a change without failing the request: the page has requested a status and gets it. If the host
 * fails, the next reading notifies it again.
 */
export async function tellQuietly<Connection>(
  tell: TellChanges<Connection>,
  provider: Provider,
  ref: ConnectionRef,
  noticed: Noticed<Connection> & {log: RequestLog},
): Promise<void> {
  try {
    await tell(provider, ref, noticed);
  } catch {
    // The failure has been logged already.
  }
}
