import type {
  Answer,
  ProviderEntry,
  WidgetContext,
  WidgetError,
  WidgetOutcome,
  WidgetProvider,
  WidgetToken,
} from '../providers/provider.js';
import {keepFocus} from '../surfaces/focus.js';
import {openFrame} from '../surfaces/frame.js';
import type {PopupSurface} from '../surfaces/popup.js';
import {loadScript} from '../surfaces/script.js';
import type {Surface} from '../surfaces/surface.js';
import type {Attempt, ReceivedToken} from './attempt.js';
import {RepairError, toRepairError} from './errors.js';
import {limits} from './limits.js';
import {runInPopup} from './popup.js';
import {runByRedirect} from './redirect.js';
import type {EngineShell} from './engine-shell.js';
import {createRecord} from './create-record.js';
import type {ReturnRecord} from './return-record.js';
import {keepRecord} from './return-store.js';
import {getWidget} from './widget-code.js';
import {lifeOf} from './token.js';

/** A day in seconds. */
const DAY = 86_400;

/** Converts a widget's error to a `RepairError`. */
export const fromWidget = (error: WidgetError): RepairError => toRepairError(error, 'widget-error', error.message);

interface WidgetOptions {
  readonly received: ReceivedToken;
  /** The popup opened inside the click. */
  readonly popup: PopupSurface | undefined;
  /** The token of the first opening, and the URL that a bank has returned to. */
  readonly returned?: {readonly token: WidgetToken; readonly url: string};
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
  const recordOptions = {widget: name, life: token.life};
  attempt.setState('opening');
  const stopSlowTimer = startSlowTimer(shell, attempt);
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
    const returnedTo = returned?.url;
    const record = createRecord(attempt, recordOptions);
    return await widget.open(createContext(shell, attempt, {entry, token, popup, returnedTo, record, stopSlowTimer}));
  } finally {
    stopSlowTimer();
    if (!signal.aborted) {
      progress.surface?.destroy();
      progress.surface = undefined;
    }
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

/**
 * Shows the notice of a slow widget after `limits.slow`. Returns a function that stops the timer and hides the notice.
 */
function startSlowTimer(shell: EngineShell, attempt: Attempt): () => void {
  const {progress, signal} = attempt;
  const setSlow = (isSlow: boolean) => {
    progress.isSlow = isSlow;
    // The end of the attempt has removed the surface.
    if (!signal.aborted) progress.surface?.setSlow?.(isSlow);
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

interface OpenWidget {
  readonly entry: ProviderEntry;
  readonly token: WidgetToken;
  readonly popup: PopupSurface | undefined;
  readonly returnedTo: string | undefined;
  /** The record with which the repair resumes, without a token. */
  readonly record: ReturnRecord;
  readonly stopSlowTimer: () => void;
}

/** Creates a widget's context. After the attempt's end its functions announce nothing and show nothing. */
function createContext(
  shell: EngineShell,
  attempt: Attempt,
  {entry, token, popup, returnedTo, record, stopSlowTimer}: OpenWidget,
): WidgetContext {
  const {origins} = entry;
  const {settings, signal, progress} = attempt;
  const {display} = progress;
  const sandboxOrigin = shell.sandboxOriginOf(settings);
  let isLoaded = false;
  let checkedUrl: URL | undefined;
  const reportShown = (surface: Surface) => {
    if (signal.aborted) return surface.destroy();
    // A popup is the surface from the click on.
    if (progress.surface !== surface) progress.surface?.destroy();
    progress.surface = surface;
    if (progress.isSlow) surface.setSlow?.(true);
    progress.wasShown = true;
    attempt.dispatch('widget-opened', {display});
  };
  const reportMessage = () => {
    stopSlowTimer();
    attempt.setState('open');
  };
  const close = () => {
    if (!signal.aborted) shell.dismiss();
  };
  const context: WidgetContext = {
    token,
    connectionId: settings.connectionId ?? '',
    display,
    sandboxOrigin,
    returnedTo,
    signal,
    reportShown,
    reportMessage,
    close,
    widgetUrl(domain) {
      const {widgetOrigins} = settings;
      checkedUrl = shell.toWidgetUrl(token.url, domain, {sandboxOrigin, origins, widgetOrigins});
      return checkedUrl;
    },
    openFrame({onClose = close, ...frame}) {
      if (frame.url.origin !== checkedUrl?.origin) {
        throw new RepairError('invalid-token', 'The frame is not on the origin of widgetUrl()');
      }
      reportShown(
        openFrame({
          ...frame,
          onClose,
          onRetry: shell.restart,
          isModal: display === 'modal',
          root: shell.root,
          text: shell.text,
        }),
      );
    },
    runInPopup: domain => runInPopup(shell, attempt, {context, popup, domain, record}),
    runByRedirect: domain => runByRedirect(shell, attempt, {context, domain, record}),
    reportLeaving() {
      if (!signal.aborted) keepRecord(shell, attempt, record);
    },
    loadScript: async (url, find) =>
      shell.toWidgetUrl(url, undefined, {sandboxOrigin, origins}) ? loadScript(url, settings.nonce, find) : undefined,
    reportLoaded() {
      reportMessage();
      if (isLoaded || signal.aborted) return;
      isLoaded = true;
      attempt.dispatch('widget-loaded', {display});
    },
    reportEvent(name, data) {
      if (!signal.aborted) attempt.dispatch('widget-event', {name, data});
    },
    reportError: error => (progress.lastError = fromWidget(error)),
  };
  return context;
}
