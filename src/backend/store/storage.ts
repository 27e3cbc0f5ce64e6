/**
 * Key-value storage with a time to live, such as an `unstorage` instance. It is a structural type, so that the package's
 * declarations do not need those of `unstorage` and its drivers.
 */
export interface KeyValueStorage {
  /** Resolves with the value, or with `null` if there is none. */
  getItem(key: string): Promise<unknown>;
  /**
   * Stores a value that JSON can express.
   * @param options `ttl` in seconds; a storage that does not support it ignores it
   */
  setItem(key: string, value: KeyValueItem, options: {ttl: number}): Promise<void>;
  removeItem(key: string): Promise<void>;
}

/** What the kit stores. */
export interface KeyValueItem {
  value: unknown;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}
