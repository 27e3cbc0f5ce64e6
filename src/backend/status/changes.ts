import type {AdviceKey, Health} from '../../health/health.js';
import {describeError} from '../logger.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import type {ConnectionStore, ObservationSource} from '../store/connection-store.js';
import {createTurns} from '../store/in-turn.js';
import type {ConnectionRef} from '../store/keys.js';
import {stateOf} from './state.js';

/** The argument of `onStatusChange`. */
export interface StatusChange<Connection> {
  /** The provider's name, for instance `plaid`. */
  provider: string;
  /** The aggregator's id of the connection. */
  providerConnectionId: string;
  /** What `findConnection` or `findByProviderId` returned; absent for a webhook without the latter. */
  connection?: Connection;
  /** The aggregator's own word. */
  status: string;
  /** The aggregator's own word. */
  statusReason: string | null;
  /** The previous status; null the first time. */
  previous: {status: string; statusReason: string | null} | null;
  /** The meaning of status and reason. */
  health: Health;
  /** The key of the sentence for the person. */
  advice: AdviceKey;
  /** What showed the change. */
  source: ObservationSource;
  /** When it was observed, ISO 8601. */
  at: string;
}

export interface Noticed<Connection> {
  connection?: Connection | undefined;
  source: ObservationSource;
  /** A webhook that only says that something has changed, without a status that could be read. */
  isHint?: boolean;
  /** Milliseconds since the epoch. */
  at: number;
  log: RequestLog;
}

/** Notifies the host of a change since the last notification. */
export type TellChanges<Connection> = (
  provider: Provider,
  ref: ConnectionRef,
  noticed: Noticed<Connection>,
) => Promise<void>;

/**
 * Makes the function that compares a connection's status with the last notification and calls `onStatusChange` if it
 * differs. The notification is stored after `onStatusChange` succeeds, so a host that fails is notified again by the next
 * webhook or reading. Within one process, the notifications of a connection run one after another. A reading during a
 * notification is compared afterwards, and its caller does not wait for that, because the caller may be `onStatusChange`
 * itself. Two instances that see one change at the same moment may both notify the host.
 *
 * Before the first notification, a webhook counts as a change, because the vendor reports one. A reading does not: the host
 * is assumed to know the status. A hint does not either, because the stored status is older than the hint.
 *
 * @returns a function that logs and rethrows an error of the host
 */
export function createTellChanges<Connection>(
  store: ConnectionStore,
  host: {onStatusChange?(change: StatusChange<Connection>): unknown},
): TellChanges<Connection> {
  if (!host.onStatusChange) return () => Promise.resolve();
  const inTurn = createTurns();
  const telling = new Set<string>();
  const afterwards = new Map<string, () => Promise<void>>();

  const tell: TellChanges<Connection> = async (provider, ref, {connection, source, isHint, at, log}) => {
    const record = await store.load(ref, provider.webhooks?.warnings);
    const state = stateOf(provider.health, record);
    if (!state) return;
    const {status, statusReason, meaning} = state;
    const {told} = record;
    const isNews = source === 'webhook' && !isHint && (!told || told.isAssumed === true);
    if (told && told.status === status && told.statusReason === statusReason && !isNews) return;
    const isTold = isNews || told !== undefined;
    if (isTold) {
      const {health, advice} = meaning;
      try {
        await host.onStatusChange?.({
          ...ref,
          ...(connection && {connection}),
          status,
          statusReason,
          previous: told && !isNews ? {status: told.status, statusReason: told.statusReason} : null,
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
    await store.setTold(ref, {status, statusReason, isAssumed: !isTold});
  };
  return async (provider, ref, noticed) => {
    const key = JSON.stringify([ref.provider, ref.providerConnectionId]);
    const act = () => tell(provider, ref, noticed);
    if (noticed.source !== 'webhook' && telling.has(key)) {
      afterwards.set(key, act);
      return;
    }
    await inTurn(key, async () => {
      telling.add(key);
      try {
        await act();
      } finally {
        // Only once: an `onStatusChange` that requests the status and fails each time would otherwise repeat this endlessly.
        await afterwards.get(key)?.().catch(loggedAlready);
        afterwards.delete(key);
        telling.delete(key);
      }
    });
  };
}

function loggedAlready(): void {
  // No caller waits for this reading. The next one notifies the host again.
}
