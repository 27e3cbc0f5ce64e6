import {createStorage} from 'unstorage';
import type {Storage} from 'unstorage';
import {isObject} from '../vendor-call.js';
import type {KeyValueItem, KeyValueStorage} from './storage.js';

/** Milliseconds between two removals of expired entries from the default storage. */
const sweepInterval = 60_000;

/** Seconds; some storages (Cloudflare KV) reject a shorter TTL. `get` checks the expiry itself. */
const minTtl = 60;

/** Key-value entries that expire. */
export interface Entries {
  get<T>(key: string): Promise<T | undefined>;
  /** @param expiresAt milliseconds since the epoch */
  set(key: string, value: unknown, expiresAt: number): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Creates entries in `storage`, or in this process's memory. The expiry is stored in the entry and checked by `get`, because
 * few drivers support expiry. Drivers that do, such as Redis, receive a `ttl` and delete the entry themselves.
 *
 * @param now milliseconds since the epoch
 */
export function createEntries(storage: KeyValueStorage | undefined, now: () => number = Date.now): Entries {
  const memory = storage ? undefined : createStorage<KeyValueItem>();
  const entryStorage: KeyValueStorage = storage ?? memory!;
  const sweep = memory && createSweep(memory, now);

  return {
    async get<T>(key: string) {
      const entry = await entryStorage.getItem(key);
      return isAlive(entry, now()) ? (entry.value as T) : undefined;
    },
    async set(key, value, expiresAt) {
      const seconds = Math.ceil((expiresAt - now()) / 1000);
      if (seconds <= 0) return await entryStorage.removeItem(key);
      await entryStorage.setItem(key, {value, expiresAt}, {ttl: Math.max(seconds, minTtl)});
      await sweep?.();
    },
    remove: key => entryStorage.removeItem(key),
  };
}

/** Removes expired entries, mostly webhook ids, from memory. It runs on writes, because a timer keeps the process alive. */
function createSweep(memory: Storage<KeyValueItem>, now: () => number): () => Promise<void> {
  let last = now();
  return async () => {
    if (now() - last < sweepInterval) return;
    last = now();
    for (const key of await memory.getKeys()) {
      if (!isAlive(await memory.getItem(key), now())) await memory.removeItem(key);
    }
  };
}

function isAlive(entry: unknown, time: number): entry is {value: unknown} {
  return isObject(entry) && typeof entry['expiresAt'] === 'number' && entry['expiresAt'] > time;
}
