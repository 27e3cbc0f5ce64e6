import {createStorage} from 'unstorage';
import type {Storage} from 'unstorage';
import {isObject} from '../vendor-call.js';

/** Milliseconds between two removals of expired entries from the default storage. */
const sweepInterval = 60_000;

/** In seconds. Some storages (Cloudflare's KV) refuse less. Expiry is checked here, so a longer life does no harm. */
const shortestTtl = 60;

/** Entries that can expire, in an `unstorage`. */
export interface Entries {
  get<T>(key: string): Promise<T | undefined>;
  /** @param expiresAt milliseconds since the epoch */
  set(key: string, value: unknown, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Keeps entries in `storage`, or in this process's memory. The expiry is stored with the entry and checked here, because
 * few drivers support one. Those that do (Redis) get it as `ttl` and remove the entry themselves.
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

/** Without this, memory fills with ids of webhooks that are never read again. A timer would keep the process alive. */
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
