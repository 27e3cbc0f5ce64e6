/** Runs tasks with the same key sequentially, and tasks with different keys concurrently. */
export function createKeyedQueue(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const previous = last.get(key) ?? Promise.resolve();
    // The previous task's error is handled by its own caller.
    const result = previous.then(task, task);
    last.set(key, result);
    try {
      return await result;
    } finally {
      if (last.get(key) === result) last.delete(key);
    }
  };
}
