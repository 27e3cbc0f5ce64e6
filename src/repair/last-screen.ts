import type {Attempt, Success} from './attempt.js';
import {limits} from './limits.js';

/** The last screen of a widget in which the person has finished. */
export interface LastScreen {
  /** Resolves with the success when the screen is closed, by the person, the page or the time. */
  readonly outcome: Promise<Success>;
  readonly reportFinished: (success: Success) => void;
}

/**
 * Creates the last screen of an attempt's widget.
 *
 * @param signal aborts when the widget has ended or the attempt has
 */
export function createLastScreen({progress}: Attempt, signal: AbortSignal): LastScreen {
  let reportFinished!: LastScreen['reportFinished'];
  const outcome = new Promise<Success>(resolve => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => clearTimeout(timer);
    reportFinished = success => {
      if (signal.aborted) return;
      const finish = () => {
        stop();
        resolve(success);
      };
      progress.finish = finish;
      progress.surface?.setNotice?.('finished');
      stop();
      timer = setTimeout(finish, limits.lastScreen);
    };
    signal.addEventListener('abort', stop);
  });
  return {outcome, reportFinished};
}
