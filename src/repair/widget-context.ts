import type {ProviderEntry, WidgetContext, WidgetError, WidgetOutcome, WidgetToken} from '../providers/provider.js';
import {openFrame} from '../surfaces/frame.js';
import {findObstacle} from '../surfaces/obstacle.js';
import {watchOverlay} from '../surfaces/overlay.js';
import type {PopupSurface} from '../surfaces/popup.js';
import {loadScript} from '../surfaces/script.js';
import type {Surface} from '../surfaces/surface.js';
import type {Attempt, Progress} from './attempt.js';
import type {EngineShell} from './engine-shell.js';
import {RepairError} from './errors.js';
import type {LastScreen} from './last-screen.js';
import {limits} from './limits.js';
import {runInPopup} from './popup.js';
import {runByRedirect} from './redirect.js';
import type {ReturnRecord} from './return-record.js';
import {keepRecord} from './return-store.js';
import {fromWidget, recordError} from './widget-errors.js';

/** The error of a frame that the page has hidden. */
const HIDDEN: WidgetError = {code: 'invalid-configuration', message: 'The page hides the dialog'};

/** What a widget's context is made of. */
export interface OpenWidget {
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
export function createContext(
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
    if (progress.surface !== surface) removeSurface(progress);
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

/** Returns the error of a vendor's overlay that the page would make inert. The person sees only a general sentence. */
function obstructed(obstacle: string): RepairError {
  const message = `The vendor's overlay opens in the body, which cannot be used because of ${obstacle}`;
  // eslint-disable-next-line no-console -- the developer of the page looks for the cause there
  console.warn(`<bank-reconnect>: ${message}. See "Where the tag stands" in docs/element.md.`);
  return new RepairError('invalid-configuration', message);
}

/** Removes the surface of an attempt's widget, if it is still there. */
export function removeSurface(progress: Progress): void {
  const {surface} = progress;
  progress.surface = undefined;
  try {
    surface?.destroy();
  } catch (thrown) {
    // An error of a provider of the host's own must not prevent the exit.
    reportError(thrown);
  }
}
