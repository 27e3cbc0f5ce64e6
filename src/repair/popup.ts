import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import {showInPopup} from '../surfaces/popup.js';
import type {Attempt} from './attempt.js';
import {limits} from './limits.js';
import type {EngineShell} from './engine-shell.js';
import {requestStatus, pauses} from './status-request.js';
import {untilActive, pauseUntilReturn} from './timing.js';

interface PopupOptions {
  readonly context: WidgetContext;
  /** The popup opened inside the click. */
  readonly popup: Window | undefined;
  /** The vendor's domain, if its hosts are not listed. */
  readonly domain: string | undefined;
}

/**
 * Navigates the popup to the widget's address and resolves with the outcome of the repair. The popup sends no messages.
 * With Cross-Origin-Opener-Policy it seems closed while open, so `closed` only triggers an earlier request. The outcome
 * comes from the backend, from the person, or from the token's expiry.
 */
export async function runInPopup(
  shell: EngineShell,
  attempt: Attempt,
  {context, popup, domain}: PopupOptions,
): Promise<WidgetOutcome> {
  const url = context.widgetUrl(domain);
  if (!url) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no usable address'}};
  if (!popup) return {type: 'errored', error: {code: 'popup-blocked', message: 'No popup'}};
  // Before the navigation the popup has this page's origin, so `closed` is reliable.
  if (popup.closed) return {type: 'aborted', reason: 'returned'};
  const surface = showInPopup(popup, url, shell.reopenPopup);
  context.reportShown(surface);
  // The popup sends no messages, so its navigation counts as the first message.
  context.reportMessage();
  const end = await watchRepair(shell, attempt, {life: context.token.life, isClosed: surface.isClosed});
  if (end === 'completed') return {type: 'successful', result: {repair: end}};
  if (end === 'exited') return {type: 'aborted', reason: 'cancelled'};
  if (surface.isClosed()) return {type: 'aborted', reason: 'returned'};
  return {type: 'errored', error: {code: 'token-expired', message: 'The token expired before the repair ended'}};
}

interface WatchOptions {
  /** The token's life in seconds. */
  readonly life: number;
  readonly isClosed: () => boolean;
}

/**
 * Requests the status until the repair has ended or the token has expired. The pauses increase, and start again when
 * the popup seems closed or open again. Rejects when the attempt ends.
 */
async function watchRepair(
  shell: EngineShell,
  {settings, request, signal}: Attempt,
  {life, isClosed}: WatchOptions,
): Promise<'completed' | 'exited' | 'expired'> {
  const {connectionId, repairId} = request;
  const expiresAt = Date.now() + life * 1000;
  let pace = pauses();
  let wasClosed = false;
  for (;;) {
    await untilActive(signal);
    const {answer, retryAfter} = await requestStatus(shell, {connectionId, repairId}, {settings, signal});
    const repair = answer?.repair;
    if (repair === 'completed' || repair === 'exited') return repair;
    if (Date.now() >= expiresAt) return 'expired';
    const shortest = Math.max(retryAfter, limits.poll);
    const until = Date.now() + Math.max(pace.next().value, shortest);
    let minimum = shortest;
    // A closed popup dispatches no event, so it is polled.
    while (Date.now() < until) {
      await pauseUntilReturn({longest: Math.max(minimum, limits.popupCheck), shortest: minimum}, signal);
      minimum = 0;
      if (wasClosed !== isClosed()) {
        wasClosed = !wasClosed;
        pace = pauses();
        break;
      }
    }
  }
}
