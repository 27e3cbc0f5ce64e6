import type {AdviceKey, Health} from '../../health/health.js';
import {describeError} from '../logger.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import type {ConnectionStore, ObservationSource} from '../store/connection-store.js';
import {createKeyedQueue} from '../store/keyed-queue.js';
import type {ConnectionRef} from '../store/keys.js';
import {stateOf} from './state.js';

/** The argument of `onStatusChange`. */
export interface StatusChange<Connection> {
  /** The provider's name, for instance `plaid`. */
  provider: string;
  /** The aggregator's id of the connection. */
  providerConnectionId: string;
  /** From `findConnection` or `findByProviderId`; absent for a webhook if the host has no `findByProviderId`. */
  connection?: Connection;
  /** The aggregator's status. */
  status: string;
  /** The aggregator's reason. */
  statusReason: string | null;
  /** The state in the previous call; null for the first call. */
  previous: {status: string; statusReason: string | null} | null;
  /** The meaning of status and reason. */
  health: Health;
  /** The key of the advice for the person. */
  advice: AdviceKey;
  /** What revealed the change. */
  source: ObservationSource;
  /** When it was observed, ISO 8601. */
  at: string;
}

/** What caused the kit to check for a change. */
export interface ObservedChange<Connection> {
  connection?: Connection | undefined;
  source: ObservationSource;
  /** The webhook only says that something has changed, and the new status could not be read. */
  isHint?: boolean;
  /** Milliseconds since the epoch. */
  at: number;
  log: RequestLog;
}

/** Calls `onStatusChange` if the state differs from the last reported one. */
export type NotifyHost<Connection> = (
  provider: Provider,
  ref: ConnectionRef,
  observed: ObservedChange<Connection>,
) => Promise<void>;

/**
 * Creates the function that compares a connection's state with the last reported one and calls `onStatusChange` if they
 * differ. The new state is stored after the host's function has succeeded, so a failed call is repeated by the next
 * webhook or status call. Within one process the calls for a connection are sequential. A status read during such a call is
 * checked afterwards and not awaited, because the host's function itself may have requested it. Two instances that
 * observe the same change at the same time may both report it.
 *
 * The first webhook of a connection is always reported, because the vendor announces a change. The first status call is
 * not: the host is assumed to know that status. A webhook without a readable status is not reported either, because the
 * stored state is older than the webhook.
 *
 * @returns a function that rethrows the host's error after logging it
 */
export function createHostNotifier<Connection>(
  store: ConnectionStore,
  host: {onStatusChange?(change: StatusChange<Connection>): unknown},
): NotifyHost<Connection> {
  if (!host.onStatusChange) return () => Promise.resolve();
  const enqueue = createKeyedQueue();
  const notifying = new Set<string>();
  const pending = new Map<string, () => Promise<void>>();

  const notify: NotifyHost<Connection> = async (provider, ref, {connection, source, isHint, at, log}) => {
    const record = await store.load(ref, provider.webhooks?.warnings);
    const state = stateOf(provider.health, record);
    if (!state) return;
    const {status, statusReason, meaning} = state;
    const {reported} = record;
    const isFirstReport = source === 'webhook' && !isHint && (!reported || reported.isAssumed);
    if (reported && reported.status === status && reported.statusReason === statusReason && !isFirstReport) return;
    const reports = isFirstReport || reported !== undefined;
    if (reports) {
      const {health, advice} = meaning;
      try {
        await host.onStatusChange?.({
          ...ref,
          ...(connection && {connection}),
          status,
          statusReason,
          previous: reported && !isFirstReport ? {status: reported.status, statusReason: reported.statusReason} : null,
          health,
          advice,
          source,
          at: new Date(at).toISOString(),
        });
      } catch (error) {
        log.error('onStatusChange failed.', describeError(error));
        throw error;
      }
    }
    await store.setReported(ref, {status, statusReason, isAssumed: !reports});
  };
  return async (provider, ref, observed) => {
    const key = JSON.stringify([ref.provider, ref.providerConnectionId]);
    const check = () => notify(provider, ref, observed);
    if (observed.source !== 'webhook' && notifying.has(key)) {
      pending.set(key, check);
      return;
    }
    await enqueue(key, async () => {
      notifying.add(key);
      try {
        await check();
      } finally {
        // Only once: a host's function that fails and requests the status each time would loop forever.
        await pending.get(key)?.().catch(ignoreLoggedError);
        pending.delete(key);
        notifying.delete(key);
      }
    });
  };
}

function ignoreLoggedError(): void {
  // The next status call reports the change again.
}
