import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import type {Attempt} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import {limits} from './limits.js';
import type {ReturnRecord} from './return-record.js';
import {keepRecord} from './return-store.js';
import {untilAborted} from './timing.js';
import {RepairWatch} from './watch-repair.js';

interface RedirectOptions {
  readonly context: WidgetContext;
  /** The vendor's domain, if its hosts are not listed. */
  readonly domain: string | undefined;
  /** The record with which the repair resumes. */
  readonly record: ReturnRecord;
}

/**
 * Navigates the page to the widget's address. The page is gone then, without an exit: an element of the page that the
 * person comes back to resumes the repair. Continues only in a page that the browser has kept in its history.
 */
export async function runByRedirect(
  shell: EngineShell,
  attempt: Attempt,
  {context, domain, record}: RedirectOptions,
): Promise<WidgetOutcome> {
  const {signal} = attempt;
  const url = context.widgetUrl(domain);
  if (!url) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no usable address'}};
  keepRecord(shell, attempt, record);
  context.reportShown({movable: true, focus: () => undefined, destroy: () => undefined});
  // A listener of `widget-opened` may have ended the attempt, or removed the element, which ends it a microtask later.
  await Promise.resolve();
  signal.throwIfAborted();
  const shown = untilShownAgain(signal);
  location.assign(url);
  // The vendor's server may be slow. After the exit the page must not be left.
  signal.addEventListener('abort', () => window.stop());
  await shown;
  context.reportMessage();
  return watchReturn(shell, attempt);
}

/**
 * Watches the status after the person's return. A completion may arrive after the person, but not later than
 * `limits.returned`: without one they have come back without a result.
 */
export async function watchReturn(shell: EngineShell, attempt: Attempt): Promise<WidgetOutcome> {
  const end = await new RepairWatch(shell, attempt, {life: limits.returned / 1000}).run();
  if (end === 'completed') return {type: 'successful', result: {repair: end}};
  return {type: 'aborted', reason: end === 'exited' ? 'cancelled' : 'returned'};
}

/** Resolves when the browser shows this page again from its history. Rejects when the signal aborts. */
async function untilShownAgain(signal: AbortSignal): Promise<void> {
  let stop: (() => void) | undefined;
  const shown = new Promise<void>(resolve => {
    const listener = ({persisted}: PageTransitionEvent) => {
      if (persisted) resolve();
    };
    addEventListener('pageshow', listener);
    stop = () => removeEventListener('pageshow', listener);
  });
  try {
    await untilAborted(signal, shown);
  } finally {
    stop?.();
  }
}
