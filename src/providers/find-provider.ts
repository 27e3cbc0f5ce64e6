import type {ProviderEntry} from './provider.js';

/** The registered providers by name. */
const entries = new Map<string, ProviderEntry>();

/** Registers a provider under the value of the `provider` attribute. */
export const registerProvider = (name: string, entry: ProviderEntry): void => void entries.set(name, entry);

/** Returns the entry of a provider, or undefined for an unknown name. */
export const findProvider = (name: string | null | undefined): ProviderEntry | undefined => entries.get(name ?? '');
