/** Settles as `promise` does, or rejects as soon as the signal aborts. */
export const untilAborted = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

/**
 * Starts a stopwatch. The returned function returns the milliseconds since then: the more of the two clocks, because
 * `performance.now()` stands still while some systems sleep, and `Date.now()` may be set back.
 */
export function stopwatch(): () => number {
  const date = Date.now();
  const time = performance.now();
  return () => Math.max(Date.now() - date, performance.now() - time);
}

/**
 * The longest timer in milliseconds. After a sleep of the system a timer continues with the rest of its time, so a long
 * wait consists of short ones, and ends at the first that ends after its time.
 */
const LONGEST_TIMER = 15_000;

/** Resolves after `ms` milliseconds of real time. Clears its timer and rejects as soon as the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const elapsed = stopwatch();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (let rest = ms; rest > 0; rest = ms - elapsed()) {
      const wait = Math.min(rest, LONGEST_TIMER);
      await untilAborted(signal, new Promise(resolve => (timer = setTimeout(resolve, wait))));
    }
  } finally {
    clearTimeout(timer);
  }
}
