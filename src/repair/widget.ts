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
import {findObstacle} from '../surfaces/obstacle.js';
import {watchOverlay} from '../surfaces/overlay.js';
import type {PopupSurface} from '../surfaces/popup.js';
import {loadScript} from '../surfaces/script.js';
import type {Surface} from '../surfaces/surface.js';
import type {Attempt, Progress, ReceivedToken, Success} from './attempt.js';
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

/** The error of a frame that the page has hidden. */
const HIDDEN: WidgetError = {code: 'invalid-configuration', message: 'The page hides the dialog'};

/** A day in seconds. */
const DAY = 86_400;

/** Converts a widget's error to a `RepairError`. */
export const fromWidget = (error: WidgetError): RepairError => toRepairError(error, 'widget-error', error.message);

/** Records an error for the detail of a later abort, unless it may be the state in which the widget has started. */
export function recordError({progress}: Attempt, error: WidgetError): void {
  if (progress.hasActed || !error.mayBeInitial) progress.lastError = fromWidget(error);
}

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
    const returnedTo = returned?.url;
    const record = createRecord(attempt, recordOptions);
    const lastScreen = createLastScreen(attempt);
    return await new Promise((resolve, reject) => {
      // The page may take the surface away.
      const open = {
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

/**
 * Shows the notice of a slow widget after `limits.slow`. Returns a function that stops the timer and hides the notice.
 */
function startSlowTimer(shell: EngineShell, attempt: Attempt): () => void {
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

/** The last screen of a widget in which the person has finished. */
interface LastScreen {
  /** Resolves with the success when the screen is closed, by the person, the page or the time. */
  readonly outcome: Promise<Success>;
  readonly reportFinished: (success: Success) => void;
}

function createLastScreen({progress, signal}: Attempt): LastScreen {
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

/** Returns the error of a vendor's overlay that the page would make inert. The person sees only a general sentence. */
function obstructed(obstacle: string): RepairError {
  const message = `The vendor's overlay opens in the body, which cannot be used because of ${obstacle}`;
  // eslint-disable-next-line no-console -- the developer of the page looks for the cause there
  console.warn(`<bank-reconnect>: ${message}. See "Where the tag stands" in docs/element.md.`);
  return new RepairError('invalid-configuration', message);
}

function removeSurface(progress: Progress): void {
  progress.surface?.destroy();
  progress.surface = undefined;
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
  readonly lastScreen: LastScreen;
  /** Aborts when the widget has ended or the attempt has. */
  readonly ended: AbortSignal;
  /** Ends the widget whose surface the page has taken away. */
  readonly onLost: (outcome: WidgetOutcome) => void;
}

/** Creates a widget's context. After the attempt's end its functions announce nothing and show nothing. */
function createContext(
  shell: EngineShell,
  attempt: Attempt,
  {entry, token, popup, returnedTo, record, stopSlowTimer, lastScreen, ended, onLost}: OpenWidget,
): WidgetContext {
  const {origins} = entry;
  const {settings, signal, progress} = attempt;
  const {display} = progress;
  const sandboxOrigin = shell.sandboxOriginOf(settings);
  let hasReported = false;
  let isLoaded = false;
  let checkedUrl: URL | undefined;
  const reportShown = (surface: Surface) => {
    if (signal.aborted) return surface.destroy();
    // A popup is the surface from the click on.
    if (progress.surface !== surface) progress.surface?.destroy();
    progress.surface = surface;
    if (progress.isSlow) surface.setNotice?.('slow');
    progress.wasShown = true;
    attempt.dispatch('widget-opened', {display});
  };
  const reportMessage = () => {
    hasReported = true;
    stopSlowTimer();
    attempt.setState('open');
  };
  const close = () => {
    if (!signal.aborted) shell.dismiss();
  };
  /** Gives the page back at once: it is unusable under a hidden dialog, and a copy of it must not contain the surface. */
  const lose = () => {
    if (signal.aborted) return;
    removeSurface(progress);
    if (progress.finish) progress.finish();
    // A frame without a first message can be shown elsewhere, with another token.
    else
      onLost(hasReported || !checkedUrl ? {type: 'aborted', reason: 'returned'} : {type: 'dead-token', error: HIDDEN});
  };
  const context: WidgetContext = {
    token,
    connectionId: settings.connectionId ?? '',
    display,
    sandboxOrigin,
    returnedTo,
    signal,
    prepareOverlay(selector) {
      const obstacle = findObstacle(shell.root.host);
      if (obstacle) throw obstructed(obstacle);
      const unwatch = watchOverlay({selector, patience: limits.overlayGone, onGone: lose});
      ended.addEventListener('abort', unwatch);
    },
    reportShown,
    reportMessage,
    close,
    widgetUrl(domain) {
      const {widgetOrigins} = settings;
      checkedUrl = shell.toWidgetUrl(token.url, domain, {sandboxOrigin, origins, widgetOrigins});
      return checkedUrl;
    },
    openFrame(frame) {
      if (frame.url.origin !== checkedUrl?.origin) {
        throw new RepairError('invalid-token', 'The frame is not on the origin of widgetUrl()');
      }
      const surface = openFrame({
        ...frame,
        onClose: close,
        onRetry: shell.restart,
        patience: limits.overlayGone,
        onLost: lose,
        isModal: display === 'modal',
        root: shell.root,
        text: shell.text,
      });
      if (!surface) throw fromWidget(HIDDEN);
      reportShown(surface);
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
    reportFinished: lastScreen.reportFinished,
    reportAction() {
      progress.hasActed = true;
      progress.lastError = undefined;
    },
    reportError: error => recordError(attempt, error),
  };
  return context;
}
