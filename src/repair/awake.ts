import {pause, until} from './waiting.js';

/** Whether asking makes sense: somebody may be looking, and there may be a network. */
const isAwake = (): boolean => document.visibilityState !== 'hidden' && navigator.onLine;

/** Calls `back` whenever the person or the network has come back. Returns what ends it. */
function onReturn(back: () => void): () => void {
  const check = () => {
    if (isAwake()) back();
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

/** Resolves when the page is neither hidden nor offline, at once if it is not; rejects when the signal aborts. */
export async function awake(signal: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  try {
    await until(signal, new Promise<void>(resolve => (isAwake() ? resolve() : (stop = onReturn(resolve)))));
  } finally {
    stop?.();
  }
}

/**
 * Resolves after `ms`, and before that as soon as the person or the network comes back, which is when something may have
 * changed; but not before `least` milliseconds are over. Rejects when the signal aborts.
 */
export async function rest(ms: number, signal: AbortSignal, least: number): Promise<void> {
  if (least) await pause(least, signal);
  const early = new AbortController();
  const abort = () => early.abort();
  const stop = onReturn(abort);
  signal.addEventListener('abort', abort);
  try {
    await pause(ms - least, early.signal).catch(() => undefined);
    signal.throwIfAborted();
  } finally {
    signal.removeEventListener('abort', abort);
    stop();
  }
}
