import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import type {PopupSurface} from '../surfaces/popup.js';
import {listenForReturn} from '../surfaces/return-channel.js';
import type {Attempt} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import type {ReturnRecord} from './return-record.js';
import {RepairWatch} from './watch-repair.js';

interface PopupOptions {
  readonly context: WidgetContext;
  /** The popup opened inside the click. */
  readonly popup: PopupSurface | undefined;
  /** The vendor's domain, if its hosts are not listed. */
  readonly domain: string | undefined;
  /** The record for the return page in the popup. */
  readonly record: ReturnRecord;
}

/**
 * Navigates the popup to the widget's address and resolves with the outcome of the repair. The widget sends no messages,
 * and the return page only reports that the person is back, so the outcome comes from the backend, from the person, or from the token's expiry.
 */
export async function runInPopup(
  shell: EngineShell,
  attempt: Attempt,
  {context, popup, domain, record}: PopupOptions,
): Promise<WidgetOutcome> {
  const url = context.widgetUrl(domain);
  if (!url) return {type: 'errored', error: {code: 'invalid-token', message: 'The token has no usable address'}};
  if (!popup) return {type: 'errored', error: {code: 'popup-blocked', message: 'No popup'}};
  const {isClosed} = popup;
  // Before the navigation the popup has this page's origin, so `closed` is reliable.
  if (isClosed()) return {type: 'aborted', reason: 'returned'};
  popup.navigate(url, {key: shell.returnKey(record.connectionId), text: JSON.stringify(record)});
  context.reportShown(popup);
  // The popup sends no messages, so its navigation counts as the first message.
  context.reportMessage();
  const watch = new RepairWatch(shell, attempt, {life: context.token.life, isClosed});
  const stopListening = listenForReturn(record.repairId, popup, () => watch.expectEnd());
  const end = await watch.run().finally(stopListening);
  switch (end) {
    case 'completed':
      return {type: 'successful', result: {repair: end}};
    case 'exited':
      return {type: 'aborted', reason: 'cancelled'};
    case 'returned':
      return {type: 'aborted', reason: end};
    case 'expired':
      if (isClosed()) return {type: 'aborted', reason: 'returned'};
      return {type: 'errored', error: {code: 'token-expired', message: 'The token expired before the repair ended'}};
  }
}
