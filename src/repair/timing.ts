/** Rejects as soon as the signal aborts; otherwise settles as `promise` does. */
export const untilAborted = <T>(signal: AbortSignal, promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject);
  });

/** In milliseconds, 24 days: a timer for longer than that fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves after `ms` milliseconds. Rejects as soon as the signal aborts, and then leaves no timer. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer;
  try {
    await untilAborted(signal, new Promise(resolve => (timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER)))));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a request makes sense now: the page may be visible, and there may be a network. */
const isAwake = (): boolean => document.visibilityState !== 'hidden' && navigator.onLine;

/** Calls `listener` whenever the person or the network has come back. Returns a function that stops it. */
function onReturn(listener: () => void): () => void {
  const check = () => {
    if (isAwake()) listener();
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

/** Resolves when the page is neither hidden nor offline, at once if it is not. Rejects when the signal aborts. */
export async function awake(signal: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  try {
    await untilAborted(signal, new Promise<void>(resolve => (isAwake() ? resolve() : (stop = onReturn(resolve)))));
  } finally {
    stop?.();
  }
}

/**
 * Resolves after `longest` milliseconds, or after `shortest` milliseconds as soon as the person or the network comes back,
 * which is when something may have changed. Rejects when the signal aborts.
 */
export async function rest(
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
