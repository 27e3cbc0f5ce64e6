import type {RequestLog} from '../logger.js';
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
  /** A reading that others began earlier is none for this one; milliseconds since the epoch. */
  since: number;
}) => Promise<Reading>;

/**
 * Makes the function that asks a vendor for a status. Those who ask at the same time share one question; it is
 * finished also when the one who asked first has gone.
 */
export function createReadStatus(now: () => number = Date.now): ReadStatus {
  const running = new Map<string, {at: number; reading: Promise<Reading>}>();
  return async ({provider, connection, ref, context, since}) => {
    const key = JSON.stringify([ref.provider, ref.providerConnectionId]);
    const shared = running.get(key);
    if (shared && shared.at >= since) return await shared.reading;
    const at = now();
    const reading = provider.readStatus(connection, {...context, signal: undefined}).then(status => ({status, at}));
    const mine = {at, reading};
    running.set(key, mine);
    try {
      return await reading;
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
