import type {ProviderEntry} from './provider.js';

const entries = new Map<string, ProviderEntry>();

/** Makes a provider known to the element, by the word of its `provider` attribute. */
export const registerProvider = (name: string, entry: ProviderEntry): void => void entries.set(name, entry);

/** The entry for a provider's name, or undefined. */
export const findProvider = (name: string | null | undefined): ProviderEntry | undefined => entries.get(name ?? '');
