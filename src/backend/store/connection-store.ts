import type {Institution} from '../../contract.js';
import type {Entries} from './entries.js';
import {createTurns} from './in-turn.js';
import {storeKey} from './keys.js';
import type {ConnectionRef} from './keys.js';

const day = 24 * 60 * 60_000;

/** How long a status is kept that nobody observes again; longer than any consent lives. */
const observationLife = 400 * day;

/** How long a repair's beginning is remembered; longer than any token lives. */
const repairLife = day;

/**
 * Places for the observations of one connection. `unstorage` has no compare-and-set, so two instances that write one
 * place at the same moment could lose the newer of two. Observations of different moments go to different places (three
 * times of four), and the reader takes the newest of all; within one process writes to a place take turns.
 */
const slots = [0, 1, 2, 3] as const;

export type ObservationSource = 'webhook' | 'status' | 'completion';

/** A connection as it was seen at one moment, in the vendor's own words. */
export interface Observation {
  status: string;
  statusReason: string | null;
  /** Milliseconds since the epoch: when it happened for a webhook, when the question was sent for a reading. */
  at: number;
  source: ObservationSource;
  /** When the vendor says that it changed, ISO 8601. */
  updatedAt?: string | undefined;
  institution?: Institution | undefined;
}

/** Something that the vendor told by webhook alone. */
export interface Warning {
  statusReason: string;
  /** The vendor's word for a healthy connection. */
  status: string;
  at: number;
}

type StoredWarning = (Warning & {holds: true}) | {at: number; holds: false};

/** What the host was told last. */
export interface ToldStatus {
  status: string;
  statusReason: string | null;
  /** It was not told, because it was only a first reading: the first webhook is still news. */
  isAssumed: boolean;
}

/** Everything that is known of a connection. */
export interface ConnectionRecord {
  /** The newest observation. */
  last: Observation | undefined;
  /** Those that hold, in the order of the vocabulary that was asked for. */
  warnings: readonly Warning[];
  /** Something changed at that moment, nobody knows what: older observations are not to be relied on. */
  staleSince: number | undefined;
  told: ToldStatus | undefined;
}

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** What is remembered of connections. @param now milliseconds since the epoch */
export function createConnectionStore(entries: Entries, now: () => number = Date.now) {
  const inTurn = createTurns();
  const keyOf = ({provider, providerConnectionId}: ConnectionRef, ...rest: string[]): string =>
    storeKey('connection', provider, providerConnectionId, ...rest);

  const set = (key: string, value: unknown): Promise<void> => entries.set(key, value, now() + observationLife);

  /** Of two with the same moment the later one to arrive is kept. */
  const keepNewest = <T extends {at: number}>(key: string, value: T): Promise<void> =>
    inTurn(key, async () => {
      const kept = await entries.get<T>(key);
      if (!kept || kept.at <= value.at) await set(key, value);
    });

  return {
    async load(ref: ConnectionRef, vocabulary: readonly string[] = []): Promise<ConnectionRecord> {
      const [observations, warnings, stale, told] = await Promise.all([
        Promise.all(slots.map(slot => entries.get<Observation>(keyOf(ref, 'observation', String(slot))))),
        Promise.all(vocabulary.map(reason => entries.get<StoredWarning>(keyOf(ref, 'warning', reason)))),
        entries.get<{at: number}>(keyOf(ref, 'stale')),
        entries.get<ToldStatus>(keyOf(ref, 'told')),
      ]);
      return {
        last: observations.reduce((one, other) => (other && (!one || other.at > one.at) ? other : one), undefined),
        warnings: warnings.filter(warning => warning?.holds === true),
        staleSince: stale?.at,
        told,
      };
    },

    observe: (ref: ConnectionRef, observation: Observation): Promise<void> =>
      keepNewest(keyOf(ref, 'observation', String(Math.trunc(observation.at) % slots.length)), observation),

    warn: (ref: ConnectionRef, warning: Warning): Promise<void> =>
      keepNewest(keyOf(ref, 'warning', warning.statusReason), {...warning, holds: true}),

    /** Ends warnings that were given before `at`. */
    async clearWarnings(ref: ConnectionRef, reasons: readonly string[], at: number): Promise<void> {
      await Promise.all(reasons.map(reason => keepNewest(keyOf(ref, 'warning', reason), {at, holds: false})));
    },

    markStale: (ref: ConnectionRef, at: number): Promise<void> => keepNewest(keyOf(ref, 'stale'), {at}),

    setTold: (ref: ConnectionRef, told: ToldStatus): Promise<void> => set(keyOf(ref, 'told'), told),

    /** Notes when a repair begins, unless it has begun already. @returns when it began */
    async beginRepair(ref: ConnectionRef, repairId: string, at: number): Promise<number> {
      const key = keyOf(ref, 'repair', repairId);
      return await inTurn(key, async () => {
        const began = await entries.get<number>(key);
        if (began === undefined) await entries.set(key, at, now() + repairLife);
        return began ?? at;
      });
    },
  };
}
