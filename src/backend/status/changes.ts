import type {AdviceKey, Health} from '../../health/health.js';
import {describeError} from '../logger.js';
import type {RequestLog} from '../logger.js';
import type {Provider} from '../provider.js';
import type {ConnectionStore, ObservationSource} from '../store/connection-store.js';
import {createTurns} from '../store/in-turn.js';
import type {ConnectionRef} from '../store/keys.js';
import {stateOf} from './state.js';

/** What `onStatusChange` is told. */
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
  /** What was told before; null for the first time. */
  previous: {status: string; statusReason: string | null} | null;
  /** What status and reason mean. */
  health: Health;
  /** The key of the sentence that fits. */
  advice: AdviceKey;
  /** How it was noticed. */
  source: ObservationSource;
  /** When it was observed, ISO 8601. */
  at: string;
}

export interface Noticed<Connection> {
  connection?: Connection | undefined;
  source: ObservationSource;
  /** A webhook that said no more than that something has changed, and it could not be read what. */
  isHint?: boolean;
  /** Milliseconds since the epoch. */
  at: number;
  log: RequestLog;
}

/** Tells the host what has changed since it was told last. */
export type TellChanges<Connection> = (
  provider: Provider,
  ref: ConnectionRef,
  noticed: Noticed<Connection>,
) => Promise<void>;

/**
 * Makes the function that compares a connection's state with what the host was told last and calls `onStatusChange` if
 * it differs. What was told is stored after the host has taken it, so that a host that failed is told again by the next
 * webhook or reading. Within one process a connection's changes are told one after the other: what a reading shows while
 * the host is being told is looked at afterwards, and nobody waits for it, since it may be the host's own function that
 * has asked. Two instances that notice one change at the same moment may both tell it.
 *
 * Where nothing was told yet, a webhook is a change, because the vendor reports one; a reading is not, and a host is
 * assumed to know what it shows. Nor is a mere hint, since what is known then is older than it.
 *
 * @returns a function that throws what the host threw, after logging it
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
        // Once: a host whose function fails and asks each time would keep this going for ever.
        await afterwards.get(key)?.().catch(loggedAlready);
        afterwards.delete(key);
        telling.delete(key);
      }
    });
  };
}

function loggedAlready(): void {
  // What is thrown for a reading is nobody's answer: the next one tells it again.
}
