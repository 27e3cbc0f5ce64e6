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
import {loadScript} from '../surfaces/script.js';
import type {Surface} from '../surfaces/surface.js';
import type {Attempt, ReceivedToken} from './attempt.js';
import {RepairError, toRepairError} from './errors.js';
import {limits} from './limits.js';
import {followPopup} from './popup.js';
import type {RepairShell} from './shell.js';
import {loadWidget} from './widget-code.js';
import {lifeOf} from './token.js';

/** In seconds. */
const DAY = 86_400;

/** A widget's error as one of ours. */
export const fromWidget = (error: WidgetError): RepairError => toRepairError(error, 'widget-error', error.message);

/**
 * Opens the widget of a token answer and resolves with how it ended; then its surface is gone.
 *
 * @throws RepairError when it cannot be opened, or the signal's reason
 */
export async function runWidget(shell: RepairShell, attempt: Attempt, received: ReceivedToken): Promise<WidgetOutcome> {
  const {signal} = attempt;
  const entry = checkedEntry(shell, attempt, received.answer);
  attempt.display = shell.displayOf(attempt.settings, entry);
  if (attempt.display === 'modal' && !shell.takeStage(attempt)) {
    throw new RepairError('busy', 'Another repair is open on this page');
  }
  const widget = await loadWidget(shell, entry);
  const token = readToken(widget, received);
  attempt.setState('opening');
  const stopSlowTimer = startSlowTimer(shell, attempt);
  try {
    // A listener may have removed the element, which shows a microtask later. Then nothing may open.
    await Promise.resolve();
    signal.throwIfAborted();
    attempt.restoreFocus = keepFocus(shell.root.host, shell.findTrigger);
    return await widget.open(createContext(shell, attempt, {token, stopSlowTimer}));
  } finally {
    stopSlowTimer();
    if (!signal.aborted) {
      attempt.surface?.destroy();
      attempt.surface = undefined;
    }
  }
}

/** The entry of the answer's provider, if a repair with it is possible. */
function checkedEntry(shell: RepairShell, {settings, provider}: Attempt, answer: Answer): ProviderEntry {
  const name = typeof answer.widget === 'string' && answer.widget ? answer.widget : provider;
  const entry = shell.findProvider(name);
  if (!entry) throw new RepairError(name ? 'unknown-provider' : 'invalid-token', 'The token has no known provider');
  const misconfiguration = shell.findMisconfiguration(settings, entry);
  if (misconfiguration) throw new RepairError('invalid-configuration', misconfiguration);
  if (answer.connectorToken && !settings.canComplete) {
    throw new RepairError('invalid-configuration', 'complete-url is missing, which a token with connectorToken needs');
  }
  return entry;
}

/** @throws RepairError `invalid-token` */
function readToken(widget: WidgetProvider, {answer, receivedAt}: ReceivedToken): WidgetToken {
  const token = widget.read(answer);
  if (typeof token === 'string') throw new RepairError('invalid-token', `The token has no ${token}`);
  const age = (Date.now() - receivedAt) / 1000;
  // Longer claims would overflow a timer.
  return {...token, life: Math.min(lifeOf(answer) ?? token.life, DAY) - age};
}

/** Tells the person after `limits.slow` that the widget takes long. Returns a function that stops it. */
function startSlowTimer(shell: RepairShell, attempt: Attempt): () => void {
  const setSlow = (isSlow: boolean) => {
    attempt.isSlow = isSlow;
    attempt.surface?.setSlow?.(isSlow);
    shell.update();
  };
  const timer = setTimeout(setSlow, limits.slow, true);
  const stop = () => {
    clearTimeout(timer);
    if (attempt.isSlow && !attempt.signal.aborted) setSlow(false);
  };
  attempt.signal.addEventListener('abort', stop);
  return stop;
}

/** Ends an attempt whose slow widget the person gives up on: that is the widget's failure, not an abort. */
export function giveUpSlowWidget(attempt: Attempt): void {
  attempt.fail(new RepairError('load-timeout', 'The widget did not report in'));
}

interface OpenWidget {
  readonly token: WidgetToken;
  readonly stopSlowTimer: () => void;
}

/** What the widget may do. Nothing has an effect after the attempt's end. */
function createContext(shell: RepairShell, attempt: Attempt, {token, stopSlowTimer}: OpenWidget): WidgetContext {
  const {settings, signal, display} = attempt;
  const sandboxOrigin = shell.sandboxOriginOf(settings);
  let isLoaded = false;
  const shown = (surface: Surface) => {
    if (signal.aborted) return surface.destroy();
    attempt.surface = surface;
    if (attempt.isSlow) surface.setSlow?.(true);
    attempt.wasShown = true;
    attempt.dispatch('widget-opened', {display});
  };
  const reported = () => {
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
    signal,
    shown,
    reported,
    close,
    widgetUrl: domain => shell.toWidgetUrl(token.url, domain, {sandboxOrigin, widgetOrigins: settings.widgetOrigins}),
    openFrame: ({onClose = close, ...frame}) =>
      shown(
        openFrame({
          ...frame,
          onClose,
          onRetry: shell.restart,
          isModal: display === 'modal',
          root: shell.root,
          text: shell.text,
        }),
      ),
    openPopup: domain => followPopup(shell, attempt, context, domain),
    loadScript: (url, find) => loadScript(url, settings.nonce, find),
    loaded() {
      reported();
      if (isLoaded || signal.aborted) return;
      isLoaded = true;
      attempt.dispatch('widget-loaded', {display});
    },
    event(name, data) {
      if (!signal.aborted) attempt.dispatch('widget-event', {name, data});
    },
    failed: error => (attempt.lastError = fromWidget(error)),
  };
  return context;
}
