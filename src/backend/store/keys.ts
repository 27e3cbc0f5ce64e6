/** Identifies the connection of an entry: the provider's name and the aggregator's id. */
export interface ConnectionRef {
  provider: string;
  providerConnectionId: string;
}

/**
 * Builds a key of several parts. A character other than a letter, digit, `_` or `-` is written as its UTF-16 code, so that
 * no id can end its part and name an entry of another connection.
 */
export function storeKey(...parts: readonly string[]): string {
  return ['bank-reconnect', ...parts.map(escapePart)].join(':');
}

function escapePart(part: string): string {
  // Storages treat two colons as one.
  if (part === '') return '%';
  return part.replace(/[^A-Za-z0-9_-]/g, unit => `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
