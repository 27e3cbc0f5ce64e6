import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import {showInPopup} from '../surfaces/popup.js';
import type {Attempt} from './attempt.js';
import {limits} from './limits.js';
import type {RepairShell} from './shell.js';
import {askStatusOnce, pauses} from './status-request.js';
import {awake, rest} from './timing.js';

/**
 * Takes the popup to the widget's address and resolves with how the repair ends there. The popup cannot tell: a bank's
 * pages may cut it off from this page (Cross-Origin-Opener-Policy), and then it counts as closed while the person is still
 * there. A popup that looks closed only makes the backend be asked sooner. The backend, the person, or the end of the
 * token's life decides how the repair ended.
 *
 * @param domain the vendor's
 */
export async function followPopup(
  shell: RepairShell,
  attempt: Attempt,
  context: WidgetContext,
  domain: string,
): Promise<WidgetOutcome> {
  const url = context.widgetUrl(domain);
  const {popup} = attempt;
  if (!url) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no usable address'}};
  if (!popup) return {type: 'errored', error: {code: 'popup-blocked', message: 'No popup'}};
  // The popup is still our own empty page, so `closed` is reliable here.
  if (popup.closed) return {type: 'aborted', reason: 'returned'};
  const surface = showInPopup(popup, url, shell.openPopup);
  context.shown(surface);
  // No message comes from there: that the popup is on its way is all there is to know.
  context.reported();
  const end = await watchRepair(shell, attempt, {life: context.token.life, isClosed: surface.isClosed});
  if (end === 'completed') return {type: 'successful', result: {repair: end}};
  if (end === 'exited') return {type: 'aborted', reason: 'cancelled'};
  if (surface.isClosed()) return {type: 'aborted', reason: 'returned'};
  return {type: 'errored', error: {code: 'token-expired', message: 'The repair took longer than its token lives'}};
}

interface WatchOptions {
  /** The token's life in seconds. */
  readonly life: number;
  readonly isClosed: () => boolean;
}

/**
 * Asks the backend for the status until the repair has ended or the token's life is over: quickly at first, then ever more
 * slowly, and quickly again when the popup seems closed or open again. Rejects when the attempt ends.
 */
async function watchRepair(
  shell: RepairShell,
  {settings, request, signal}: Attempt,
  {life, isClosed}: WatchOptions,
): Promise<'completed' | 'exited' | 'expired'> {
  const {connectionId, repairId} = request;
  const expiresAt = Date.now() + life * 1000;
  let pace = pauses();
  let wasClosed = false;
  for (;;) {
    await awake(signal);
    const {answer, retryAfter} = await askStatusOnce(shell, {connectionId, repairId}, {settings, signal});
    const repair = answer?.repair;
    if (repair === 'completed' || repair === 'exited') return repair;
    if (Date.now() >= expiresAt) return 'expired';
    const shortest = Math.max(retryAfter, limits.poll);
    const until = Date.now() + Math.max(pace.next().value, shortest);
    // No event reports a closed popup.
    for (let first = shortest; Date.now() < until; first = 0) {
      await rest({longest: Math.max(first, limits.popupCheck), shortest: first}, signal);
      if (wasClosed === isClosed()) continue;
      wasClosed = !wasClosed;
      pace = pauses();
      break;
    }
  }
}
