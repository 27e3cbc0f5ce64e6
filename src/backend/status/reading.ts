import type {RequestLog} from '../logger.js';
import {isTransient, type RepairProblem} from '../problem.js';
import type {Provider, ProviderContext, ProviderStatus} from '../provider.js';
import type {ConnectionStore, ObservationSource} from '../store/connection-store.js';
import type {ConnectionRef} from '../store/keys.js';
import type {Noticed, TellChanges} from './changes.js';

/** What a vendor answered, with the moment the question was sent. */
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
  /** What was asked earlier, with or without success, is no answer to this one; milliseconds since the epoch. */
  since: number;
}) => Promise<Reading>;

/**
 * Makes the function that asks a vendor for a status. Those who ask at the same time share one question; it is
 * finished also when the one who asked first has gone. A vendor that does not answer is left alone as long as one that
 * does: until then its failure is the answer.
 *
 * @param interval milliseconds
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

/** Stores what a vendor answered. */
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
 * Tells the host of a change where its failure must not fail the request: the page asked for a status and has it. What
 * was not told is told with the next reading.
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
    // Logged where it happened.
  }
}
