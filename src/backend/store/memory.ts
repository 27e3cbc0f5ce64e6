import type {ProviderMemory} from '../provider.js';
import type {Entries} from './entries.js';
import {storeKey} from './keys.js';

/** Creates the storage of one provider. */
export function providerMemory(entries: Entries, provider: string): ProviderMemory {
  const keyOf = (key: string): string => storeKey('memory', provider, key);
  return {
    get: key => entries.get(keyOf(key)),
    set: (key, value, expiresAt) => entries.set(keyOf(key), value, expiresAt),
    remove: key => entries.remove(keyOf(key)),
  };
}
