import type {Attempt} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import {RepairError} from './errors.js';
import {limits} from './limits.js';

/**
 * Shows the notice of a slow widget after `limits.slow`. Returns a function that stops the timer and hides the notice.
 */
export function startSlowTimer(shell: EngineShell, attempt: Attempt): () => void {
  const {progress, signal} = attempt;
  const setSlow = (isSlow: boolean) => {
    progress.isSlow = isSlow;
    // The end of the attempt has removed the surface.
    if (!signal.aborted) progress.surface?.setNotice?.(isSlow ? 'slow' : undefined);
    shell.update();
  };
  const timer = setTimeout(() => setSlow(true), limits.slow);
  const stop = () => {
    clearTimeout(timer);
    if (progress.isSlow) setSlow(false);
  };
  signal.addEventListener('abort', stop);
  return stop;
}

/** Ends an attempt whose slow widget the person has closed. The exit is an error of the widget, not an abort. */
export function giveUpSlowWidget(attempt: Attempt): void {
  attempt.fail(new RepairError('load-timeout', 'The widget sent no first message'));
}
