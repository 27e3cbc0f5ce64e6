/**
 * Lets those who ask for the same thing at the same time share one answer, within this process. Failures are shared, too,
 * and nothing is kept once the answer is there.
 */
export function shareCalls<Value>(): (key: string, call: () => Promise<Value>) => Promise<Value> {
  const running = new Map<string, Promise<Value>>();
  return (key, call) => {
    const shared = running.get(key) ?? call().finally(() => running.delete(key));
    running.set(key, shared);
    return shared;
  };
}
