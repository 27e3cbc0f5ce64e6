/** Begins the key of every record in session storage: see `return-record.ts`. */
const PREFIX = 'bank-reconnect:';

/** Returns the key of a connection's record in session storage. */
export const returnKey = (connectionId: string): string => PREFIX + connectionId;

/** Whether the record under a key has not expired. */
function isValid(key: string): boolean {
  const {expiresAt} = Object(JSON.parse(sessionStorage.getItem(key) ?? '')) as {expiresAt?: number};
  return (expiresAt ?? 0) > Date.now();
}

/**
 * Returns the key of the record of a repair that this page may resume, or undefined. Without a connection it is the only
 * valid record in the storage. The record itself may be expired or malformed.
 */
export function findReturnKey(connectionId: string | undefined): string | undefined {
  try {
    const keys = Object.keys(sessionStorage).filter(key =>
      connectionId ? key === PREFIX + connectionId : key.startsWith(PREFIX),
    );
    const [key, another] = keys.length > 1 ? keys.filter(isValid) : keys;
    return another ? undefined : key;
  } catch {
    // The page may have no storage.
    return undefined;
  }
}
