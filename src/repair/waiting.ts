/** `promise`, given up as soon as the signal aborts: a later answer is dropped. */
export const until = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject);
  });

/** Resolves after `ms`; rejects as soon as the signal aborts, and leaves no timer then. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer;
  try {
    await until(signal, new Promise(resolve => (timer = setTimeout(resolve, ms))));
  } finally {
    clearTimeout(timer);
  }
}
