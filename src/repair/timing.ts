/** Settles as `promise` does, or rejects as soon as the signal aborts. */
export const untilAborted = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject);
  });

/** The longest timer in milliseconds, 24 days. A longer one fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves after `ms` milliseconds. Clears its timer and rejects as soon as the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer;
  try {
    await untilAborted(signal, new Promise(resolve => (timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER)))));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the page is visible and the browser is online. */
const isActive = (): boolean => document.visibilityState !== 'hidden' && navigator.onLine;

/**
 * Calls `listener` whenever the page becomes visible or focused or the browser goes online, if `isActive` returns true.
 *
 * @returns a function that removes the listeners
 */
function onReturn(listener: () => void): () => void {
  const check = () => {
    if (isActive()) listener();
  };
  const sources = [
    [document, 'visibilitychange'],
    [window, 'online'],
    [window, 'focus'],
  ] as const;
  for (const [target, type] of sources) target.addEventListener(type, check);
  return () => {
    for (const [target, type] of sources) target.removeEventListener(type, check);
  };
}

/** Resolves as soon as the page is visible and the browser is online. Rejects when the signal aborts. */
export async function untilActive(signal: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  try {
    await untilAborted(signal, new Promise<void>(resolve => (isActive() ? resolve() : (stop = onReturn(resolve)))));
  } finally {
    stop?.();
  }
}

/**
 * Resolves after `longest` milliseconds, or earlier when the page becomes visible or focused or the browser goes
 * online. Always waits `shortest` milliseconds. Rejects when the signal aborts.
 */
export async function pauseUntilReturn(
  {longest, shortest}: {longest: number; shortest: number},
  signal: AbortSignal,
): Promise<void> {
  if (shortest) await pause(shortest, signal);
  const early = new AbortController();
  const abort = () => early.abort();
  const stop = onReturn(abort);
  signal.addEventListener('abort', abort);
  try {
    await pause(longest - shortest, early.signal).catch(() => undefined);
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', abort);
    stop();
  }
}
