import {findInvalidArgument} from './check-entry.js';
import type {ProviderEntry} from './provider.js';

/** The registered providers by name. */
const entries = new Map<string, ProviderEntry>();

/**
 * Registers a provider under the value of the `provider` attribute. Every element of the page uses it from its next
 * repair on. A name is registered once: neither a provider of this package nor another one can be replaced.
 *
 * @throws {TypeError} for an invalid argument or a name that is registered already; the message names it
 */
export function registerProvider(name: string, entry: ProviderEntry): void {
  const problem = entries.has(name) ? `"${name}" is registered already` : findInvalidArgument(name, entry);
  if (problem) throw new TypeError(`registerProvider: ${problem}`);
  entries.set(name, entry);
}

/** Returns the entry of a provider, or undefined for an unknown name. */
export const findProvider = (name: string | null | undefined): ProviderEntry | undefined => entries.get(name ?? '');
