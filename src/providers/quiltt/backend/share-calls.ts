/**
 * Deduplicates concurrent calls with the same key within this process. Errors are shared as well, and results are not
 * cached.
 */
export function shareCalls<Value>(): (key: string, call: () => Promise<Value>) => Promise<Value> {
  const running = new Map<string, Promise<Value>>();
  return (key, call) => {
    const shared = running.get(key) ?? call().finally(() => running.delete(key));
    running.set(key, shared);
    return shared;
  };
}
