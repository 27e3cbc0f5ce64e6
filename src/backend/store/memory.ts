import type {ProviderMemory} from '../provider.js';
import type {Entries} from './entries.js';
import {storeKey} from './keys.js';

/** The part of the store that belongs to one provider. */
export function providerMemory(entries: Entries, provider: string): ProviderMemory {
  const at = (key: string): string => storeKey('memory', provider, key);
  return {
    get: key => entries.get(at(key)),
    set: (key, value, expiresAt) => entries.set(at(key), value, expiresAt),
    remove: key => entries.remove(at(key)),
  };
}
