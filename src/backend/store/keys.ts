/** Identifies a connection: the provider's name and the aggregator's id. */
export interface ConnectionRef {
  provider: string;
  providerConnectionId: string;
}

/**
 * Builds a storage key from several parts. Characters other than letters, digits, `_` and `-` are escaped as UTF-16 codes,
 * so that an id cannot contain a separator and reach another connection's entry.
 */
export function storeKey(...parts: readonly string[]): string {
  return ['bank-reconnect', ...parts.map(escapePart)].join(':');
}

function escapePart(part: string): string {
  // Storages collapse two colons into one.
  if (part === '') return '%';
  return part.replace(/[^A-Za-z0-9_-]/g, unit => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
