import type {Institution} from '../../contract.js';
import type {Entries} from './entries.js';
import {createTurns} from './in-turn.js';
import {storeKey} from './keys.js';
import type {ConnectionRef} from './keys.js';

const day = 24 * 60 * 60_000;

/** How long the last observation of a connection is kept. Longer than any consent lives. */
const observationLife = 400 * day;

/** How long the start of a repair is kept. Longer than any token lives. */
const repairLife = day;

/**
 * The number of slots for a connection's observations. `unstorage` has no compare-and-set, so two instances that write one
 * slot at the same moment can lose the newer observation. Observations of different moments go to different slots (three
 * times out of four), and the reader takes the newest. Within one process, writes to a slot run one after another.
 */
const slots = [0, 1, 2, 3] as const;

export type ObservationSource = 'webhook' | 'status' | 'completion';

/** A connection's status at one moment, in the vendor's own words. */
export interface Observation {
  status: string;
  statusReason: string | null;
  /** Milliseconds since the epoch: the event's time for a webhook, the request's start for a reading. */
  at: number;
  source: ObservationSource;
  /** The vendor's own time of the change, ISO 8601. */
  updatedAt?: string | undefined;
  institution?: Institution | undefined;
}

/** A warning that the vendor sends only as a webhook. */
export interface Warning {
  statusReason: string;
  /** The vendor's word for a healthy connection. */
  status: string;
  at: number;
}

type StoredWarning = (Warning & {holds: true}) | {at: number; holds: false};

/** The last change that the host was notified of. */
export interface ToldStatus {
  status: string;
  statusReason: string | null;
  /** The host was not notified, because it was a first reading. The first webhook still counts as a change. */
  isAssumed: boolean;
}

/** All stored facts about a connection. */
export interface ConnectionRecord {
  /** The newest observation. */
  last: Observation | undefined;
  /** The current warnings, in the order of the requested vocabulary. */
  warnings: readonly Warning[];
  /** The time of an unknown change. Observations from before it are outdated. */
  staleSince: number | undefined;
  told: ToldStatus | undefined;
}

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** Stores facts about connections. @param now milliseconds since the epoch */
export function createConnectionStore(entries: Entries, now: () => number = Date.now) {
  const inTurn = createTurns();
  const keyOf = ({provider, providerConnectionId}: ConnectionRef, ...rest: string[]): string =>
    storeKey('connection', provider, providerConnectionId, ...rest);

  const set = (key: string, value: unknown): Promise<void> => entries.set(key, value, now() + observationLife);

  /** Of two observations with the same time, the one that arrives later is kept. */
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

    /** Ends warnings from before `at`. */
    async clearWarnings(ref: ConnectionRef, reasons: readonly string[], at: number): Promise<void> {
      await Promise.all(reasons.map(reason => keepNewest(keyOf(ref, 'warning', reason), {at, holds: false})));
    },

    markStale: (ref: ConnectionRef, at: number): Promise<void> => keepNewest(keyOf(ref, 'stale'), {at}),

    setTold: (ref: ConnectionRef, told: ToldStatus): Promise<void> => set(keyOf(ref, 'told'), told),

    /** Stores the start of a repair, unless it is stored already. @returns the start, in milliseconds since the epoch */
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
