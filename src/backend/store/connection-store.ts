import type {ReportedInstitution} from '../../contract.js';
import type {Entries} from './entries.js';
import {createKeyedQueue} from './keyed-queue.js';
import {storeKey} from './keys.js';
import type {ConnectionRef} from './keys.js';

const day = 24 * 60 * 60_000;

/** Milliseconds until an observation expires; longer than any consent is valid. */
const observationLifetime = 400 * day;

/** Milliseconds until a repair's start time expires; longer than any token is valid. */
const repairLifetime = day;

/**
 * Storage slots for the observations of a connection. `unstorage` has no compare-and-set, so two instances that write to
 * the same slot concurrently may lose the newer observation. Observations with different timestamps usually (in three of
 * four cases) use different slots, and `load` takes the newest. Within one process writes to a slot are sequential.
 */
const slots = [0, 1, 2, 3] as const;

export type ObservationSource = 'webhook' | 'status' | 'completion';

/** A connection's status at one time, with the vendor's values. */
export interface Observation {
  status: string;
  statusReason: string | null;
  /** Milliseconds since the epoch: the event time of a webhook, or the time of a status call's request. */
  at: number;
  source: ObservationSource;
  /** When the status changed according to the vendor, ISO 8601. */
  updatedAt?: string | undefined;
  institution?: ReportedInstitution | undefined;
}

/** A warning that the vendor only sends by webhook. */
export interface Warning {
  statusReason: string;
  /** The vendor's status of a healthy connection. */
  status: string;
  at: number;
}

/** A cleared warning is stored with its time, so that an older webhook does not restore it. */
type StoredWarning = (Warning & {isActive: true}) | {at: number; isActive: false};

/** The state last reported to the host. */
export interface ReportedStatus {
  status: string;
  statusReason: string | null;
  /** True for the first status call, which is not reported: the first webhook still is. */
  isAssumed: boolean;
}

/** Everything that is stored about a connection. */
export interface ConnectionRecord {
  /** The newest observation. */
  last: Observation | undefined;
  /** The active warnings, in the order of the requested vocabulary. */
  warnings: readonly Warning[];
  /** When an unknown change was announced: older observations are outdated. Milliseconds since the epoch. */
  staleSince: number | undefined;
  reported: ReportedStatus | undefined;
}

export type ConnectionStore = ReturnType<typeof createConnectionStore>;

/** Stores the state of connections. @param now milliseconds since the epoch */
export function createConnectionStore(entries: Entries, now: () => number = Date.now) {
  const enqueue = createKeyedQueue();
  const keyOf = ({provider, providerConnectionId}: ConnectionRef, ...rest: string[]): string =>
    storeKey('connection', provider, providerConnectionId, ...rest);

  const set = (key: string, value: unknown): Promise<void> => entries.set(key, value, now() + observationLifetime);

  /** Of two values with the same time, the one written last is kept. */
  const keepNewest = <T extends {at: number}>(key: string, value: T): Promise<void> =>
    enqueue(key, async () => {
      const kept = await entries.get<T>(key);
      if (!kept || kept.at <= value.at) await set(key, value);
    });

  return {
    async load(ref: ConnectionRef, vocabulary: readonly string[] = []): Promise<ConnectionRecord> {
      const [observations, warnings, stale, reported] = await Promise.all([
        Promise.all(slots.map(slot => entries.get<Observation>(keyOf(ref, 'observation', String(slot))))),
        Promise.all(vocabulary.map(reason => entries.get<StoredWarning>(keyOf(ref, 'warning', reason)))),
        entries.get<{at: number}>(keyOf(ref, 'stale')),
        entries.get<ReportedStatus>(keyOf(ref, 'reported')),
      ]);
      return {
        last: observations.reduce((one, other) => (other && (!one || other.at > one.at) ? other : one), undefined),
        warnings: warnings.filter(warning => warning?.isActive === true),
        staleSince: stale?.at,
        reported,
      };
    },

    observe: (ref: ConnectionRef, observation: Observation): Promise<void> =>
      keepNewest(keyOf(ref, 'observation', String(Math.trunc(observation.at) % slots.length)), observation),

    warn: (ref: ConnectionRef, warning: Warning): Promise<void> =>
      keepNewest(keyOf(ref, 'warning', warning.statusReason), {...warning, isActive: true}),

    /** Clears warnings from before `at`. */
    async clearWarnings(ref: ConnectionRef, reasons: readonly string[], at: number): Promise<void> {
      await Promise.all(reasons.map(reason => keepNewest(keyOf(ref, 'warning', reason), {at, isActive: false})));
    },

    markStale: (ref: ConnectionRef, at: number): Promise<void> => keepNewest(keyOf(ref, 'stale'), {at}),

    setReported: (ref: ConnectionRef, reported: ReportedStatus): Promise<void> => set(keyOf(ref, 'reported'), reported),

    /** Stores when a repair begins, unless it is already stored. @returns the stored time */
    async beginRepair(ref: ConnectionRef, repairId: string, at: number): Promise<number> {
      const key = keyOf(ref, 'repair', repairId);
      return await enqueue(key, async () => {
        const began = await entries.get<number>(key);
        if (began === undefined) await entries.set(key, at, now() + repairLifetime);
        return began ?? at;
      });
    },
  };
}
