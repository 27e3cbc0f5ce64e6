import type {ProviderEntry, WidgetOutcome} from '../providers/provider.js';
import type {Attempt, Returned} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import {watchReturn} from './redirect.js';
import type {ReturnRecord} from './return-record.js';
import {isSpent, restoreRecord, spend, takeRecord} from './return-store.js';
import {runWidget} from './widget.js';

/**
 * Takes the record under `key` in session storage. Returns undefined for one that is expired, malformed, of another key or
 * of this page itself.
 */
export function takeReturned(shell: EngineShell, key: string): Returned | undefined {
  const record = takeRecord(shell, key);
  return record && {record, url: findReturnUrl(shell.findProvider(record.widget), record)};
}

/** Continues a repair after the return. The widget continues if it can. Otherwise the backend's status is the outcome. */
export async function resume(shell: EngineShell, attempt: Attempt, {record, url}: Returned): Promise<WidgetOutcome> {
  const {token, widget, provider, display} = record;
  const {progress, signal, settings} = attempt;
  progress.provider = provider || undefined;
  if (token && url) {
    const name = shell.findProvider(widget)!.returnParameter!;
    let isUsed = false;
    const onUse = () => {
      isUsed = true;
      spend(new URL(url).searchParams.get(name)!);
    };
    signal.addEventListener('abort', () => {
      if (isUsed || shell.root.host.isConnected) cleanAddress(name);
      // A framework may replace the element while the widget's code loads. The next one resumes the repair.
      else restoreRecord(shell, record);
    });
    const {connectorToken} = token;
    const life = (token.expiresAt - Date.now()) / 1000;
    const received = {answer: {widget, connectorToken}, receivedAt: Date.now()};
    return runWidget(shell, attempt, {received, popup: undefined, returned: {token: {...token, life}, url, onUse}});
  }
  // The widget has been shown before, so the status is requested after an abort.
  progress.wasShown = true;
  if (display !== 'redirect' || !settings.canVerify) return {type: 'aborted', reason: 'returned'};
  signal.addEventListener('abort', () => {
    // A framework may replace the element. The next one resumes the repair.
    if (!shell.root.host.isConnected) restoreRecord(shell, record);
  });
  return watchReturn(shell, attempt);
}

/** Returns the URL that the bank has returned to, if it has the vendor's parameter with a value that is not spent. */
function findReturnUrl(entry: ProviderEntry | undefined, {token, returnedTo}: ReturnRecord): string | undefined {
  const name = entry?.returnParameter;
  if (!token || !name) return undefined;
  const url = new URL(returnedTo ?? location.href, location.href);
  const value = url.searchParams.get(name);
  return value && !isSpent(value) ? url.href : undefined;
}

/** Removes the vendor's parameter from the page's address, because the vendor refuses its value from now on. */
function cleanAddress(name: string): void {
  const url = new URL(location.href);
  if (!url.searchParams.has(name)) return;
  url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
}
