/** Begins the key of every record in session storage: see `return-record.ts`. */
const PREFIX = 'bank-reconnect:';

/** Returns the key of a connection's record in session storage. */
export const returnKey = (connectionId: string): string => PREFIX + connectionId;

/**
 * Returns the key of the record of a repair that this page may resume, or undefined. Without a connection it is the only
 * record in the storage. The record itself may be expired or malformed.
 */
export function findReturnKey(connectionId: string | undefined): string | undefined {
  try {
    const keys = Object.keys(sessionStorage).filter(key =>
      connectionId ? key === PREFIX + connectionId : key.startsWith(PREFIX),
    );
    return keys.length === 1 ? keys[0] : undefined;
  } catch {
    // The page may have no storage.
    return undefined;
  }
}
