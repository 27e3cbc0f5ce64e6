import type {Answer, ProviderEntry, WidgetOutcome, WidgetProvider, WidgetToken} from '../providers/provider.js';
import {keepFocus} from '../surfaces/focus.js';
import type {PopupSurface} from '../surfaces/popup.js';
import type {Attempt, ReceivedToken} from './attempt.js';
import {createRecord} from './create-record.js';
import type {EngineShell} from './engine-shell.js';
import {RepairError} from './errors.js';
import {createLastScreen} from './last-screen.js';
import {keepRecord} from './return-store.js';
import {startSlowTimer} from './slow-widget.js';
import {lifeOf} from './token.js';
import {getWidget} from './widget-code.js';
import {createContext, removeSurface, type OpenWidget} from './widget-context.js';

/** A day in seconds. */
const DAY = 86_400;

interface WidgetOptions {
  readonly received: ReceivedToken;
  /** The popup opened inside the click. */
  readonly popup: PopupSurface | undefined;
  /** The token of the first opening, and the URL that a bank has returned to. `onUse` is called before the widget gets it. */
  readonly returned?: {readonly token: WidgetToken; readonly url: string; readonly onUse: () => void};
}

/**
 * Opens the widget of a token answer and resolves with its outcome, after its surface has been removed.
 *
 * @throws RepairError when the widget cannot be opened, or the signal's reason
 */
export async function runWidget(
  shell: EngineShell,
  attempt: Attempt,
  {received, popup, returned}: WidgetOptions,
): Promise<WidgetOutcome> {
  const {signal, settings, progress} = attempt;
  const name = widgetNameOf(attempt, received.answer);
  const entry = checkedEntry(shell, attempt, {name, answer: received.answer});
  if (!returned) progress.display = shell.displayOf(settings, entry, {hasPopup: !!popup});
  if (progress.display === 'modal' && !shell.takeModalLock(attempt)) {
    throw new RepairError('busy', 'Another repair is open on this page');
  }
  const widget = await getWidget(shell, entry);
  const token = returned?.token ?? readToken(widget, received);
  // The system may have slept since the answer.
  if (token.life <= 0) {
    return {type: 'dead-token', error: {code: 'token-expired', message: 'The token expired before the widget opened'}};
  }
  // An earlier widget had a dead token. The person has not met its errors.
  progress.hasActed = false;
  progress.lastError = undefined;
  const recordOptions = {widget: name, life: token.life};
  attempt.setState('opening');
  const stopSlowTimer = startSlowTimer(shell, attempt);
  const end = new AbortController();
  signal.addEventListener('abort', () => end.abort());
  try {
    // A listener may have removed the element. The attempt ends a microtask later, and the widget must not open.
    await Promise.resolve();
    signal.throwIfAborted();
    progress.restoreFocus = keepFocus(shell.root.host, shell.findTrigger);
    if (entry.returnParameter && (settings.returnUrl || returned) && token.token) {
      // A bank may replace the page. The widget then continues with the same token.
      const {connectorToken} = received.answer;
      const stored = {token: token.token, ...(typeof connectorToken === 'string' && {connectorToken})};
      keepRecord(shell, attempt, createRecord(attempt, {...recordOptions, token: stored}));
    }
    returned?.onUse();
    const returnedTo = returned?.url;
    const record = createRecord(attempt, recordOptions);
    const lastScreen = createLastScreen(attempt, end.signal);
    return await new Promise((resolve, reject) => {
      // The page may take the surface away.
      const open: OpenWidget = {
        entry,
        token,
        popup,
        returnedTo,
        record,
        stopSlowTimer,
        lastScreen,
        ended: end.signal,
        onLost: resolve,
      };
      widget.open(createContext(shell, attempt, open)).then(resolve, reject);
      void lastScreen.outcome.then(resolve);
    });
  } finally {
    stopSlowTimer();
    progress.finish = undefined;
    end.abort();
    if (!signal.aborted) removeSurface(progress);
  }
}

/** Returns the name of the provider whose widget an answer opens, or ''. */
const widgetNameOf = ({progress}: Attempt, {widget}: Answer): string =>
  typeof widget === 'string' && widget ? widget : (progress.provider ?? '');

/**
 * Returns the entry of the answer's provider.
 *
 * @throws RepairError when the provider is unknown or the settings are invalid for it
 */
function checkedEntry(
  shell: EngineShell,
  {settings}: Attempt,
  {name, answer}: {readonly name: string; readonly answer: Answer},
): ProviderEntry {
  const entry = shell.findProvider(name);
  if (!entry) throw new RepairError(name ? 'unknown-provider' : 'invalid-token', 'The token has no known provider');
  const misconfiguration = shell.findMisconfiguration(settings, entry);
  if (misconfiguration) throw new RepairError('invalid-configuration', misconfiguration);
  if (answer.connectorToken && !settings.canComplete) {
    throw new RepairError('invalid-configuration', 'complete-url is missing, which a token with connectorToken needs');
  }
  return entry;
}

/**
 * Reads the token of an answer. Its life is reduced by its age.
 *
 * @throws RepairError `invalid-token`
 */
function readToken(widget: WidgetProvider, received: ReceivedToken): WidgetToken {
  const token = widget.read(received.answer);
  if ('missing' in token) throw new RepairError('invalid-token', `The token has no ${token.missing}`);
  const age = Math.max(Date.now() - received.receivedAt, 0) / 1000;
  // A longer life would overflow a timer.
  return {...token, life: Math.min(lifeOf(received) ?? token.life, DAY) - age};
}
