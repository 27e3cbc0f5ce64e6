import {createStorage} from 'unstorage';
import type {Storage} from 'unstorage';
import {isObject} from '../vendor-call.js';

/** Milliseconds between two searches for what has expired in the default storage. */
const sweepInterval = 60_000;

/** Seconds; some storages (Cloudflare's KV) refuse less. It costs nothing, since the end is looked at here. */
const shortestTtl = 60;

/** Values with an end, in whatever `unstorage` puts them. */
export interface Entries {
  get<T>(key: string): Promise<T | undefined>;
  /** @param expiresAt milliseconds since the epoch */
  set(key: string, value: unknown, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Entries in `storage`, or in this process's memory. The end of an entry is kept beside it and looked at here, because
 * few drivers know one; those that do (Redis) get it as `ttl`, and drop the entry themselves.
 *
 * @param now milliseconds since the epoch
 */
export function createEntries(storage: Storage | undefined, now: () => number = Date.now): Entries {
  const place = storage ?? createStorage();
  const sweep = storage ? undefined : createSweep(place, now);

  return {
    async get<T>(key: string) {
      const entry = await place.getItem(key);
      return isAlive(entry, now()) ? (entry.value as T) : undefined;
    },
    async set(key, value, expiresAt) {
      const seconds = Math.ceil((expiresAt - now()) / 1000);
      if (seconds <= 0) return await place.removeItem(key);
      await place.setItem(key, {value, expiresAt}, {ttl: Math.max(seconds, shortestTtl)});
      await sweep?.();
    },
    remove: key => place.removeItem(key),
  };
}

/** Memory would fill with ids of webhooks, which nobody reads again. A timer would keep the process alive. */
function createSweep(place: Storage, now: () => number): () => Promise<void> {
  let last = now();
  return async () => {
    if (now() - last < sweepInterval) return;
    last = now();
    for (const key of await place.getKeys()) {
      if (!isAlive(await place.getItem(key), now())) await place.removeItem(key);
    }
  };
}

function isAlive(entry: unknown, time: number): entry is {value: unknown} {
  return isObject(entry) && typeof entry['expiresAt'] === 'number' && entry['expiresAt'] > time;
}
