import {findProvider} from '../providers/find-provider.js';
import type {ProviderEntry} from '../providers/provider.js';
import type {Attempt, Preparation} from '../repair/attempt.js';
import {callForToken} from '../repair/backend-call.js';
import {findMisconfiguration} from '../repair/configuration.js';
import {takeModalLock} from '../surfaces/modal-lock.js';
import {createTokenRequest} from './create-attempt.js';
import {ignore, loadEngine, loadWidgetCode} from './lazy-parts.js';
import {openPopup} from './popup-window.js';

/**
 * Runs the part of an attempt that is inside the click, before `open()` returns. The engine runs the rest.
 *
 * 1. dispatches `repair-requested`, which the page may cancel
 * 2. changes the state
 * 3. checks the settings
 * 4. takes the modal lock, for a modal
 * 5. opens the popup, for a popup; if it is blocked, `auto` continues with another display
 * 6. sends all requests at once: the token, the engine, the provider's widget code
 *
 * A repeated completion has no lock, no popup and no token.
 *
 * @param begin called before the change of state, unless the page has cancelled
 * @returns what the engine continues from, or undefined when the page has cancelled
 */
export function click(attempt: Attempt, begin: () => void): Preparation | undefined {
  const {progress, signal} = attempt;
  if (!attempt.dispatch('repair-requested', {display: progress.display})) return undefined;
  // A listener may have ended the attempt.
  if (signal.aborted) return {};
  begin();
  attempt.setState(progress.success ? 'completing' : 'requesting');
  if (signal.aborted) return {};
  const entry = findProvider(progress.provider);
  const {display} = progress;
  const prepared = prepareDisplay(attempt, entry);
  // An early token was requested for the display before the click.
  const hasEarlyToken = attempt.early && attempt.request.display === display;
  const needsCall = !prepared.obstacle && !progress.success && !hasEarlyToken;
  const tokenCall = needsCall ? startTokenCall(attempt) : undefined;
  preload(entry);
  return {...prepared, tokenCall};
}

/** Starts the token request. The engine reads the answer. */
export function startTokenCall({request, settings, signal}: Pick<Attempt, 'request' | 'settings' | 'signal'>) {
  const call = callForToken(request, settings, {signal});
  // The engine reports a failure.
  call.catch(ignore);
  return call;
}

/** Loads the code of a repair. A failure is reported by the later load that uses the code. */
export function preload(entry: ProviderEntry | undefined): void {
  loadEngine().catch(ignore);
  if (entry) loadWidgetCode(entry).catch(ignore);
}

/** Checks the settings, then takes the modal lock or opens the popup. Returns the popup, or the obstacle. */
function prepareDisplay(attempt: Attempt, entry: ProviderEntry | undefined): Preparation {
  const {progress, request, settings} = attempt;
  const {success} = progress;
  // A repeated completion opens no widget, so its display may be any.
  const misconfiguration = findMisconfiguration(settings, success ? undefined : entry);
  if (misconfiguration) return {obstacle: {code: 'invalid-configuration', message: misconfiguration}};
  if (success) return {};
  if (progress.display === 'popup') {
    // Read before the popup, which uses the click up.
    const isInClick = navigator.userActivation?.isActive ?? true;
    const popup = openPopup();
    if (popup) {
      attempt.signal.addEventListener('abort', () => popup.close());
      return {popup};
    }
    // With the display `auto`, the provider's next best one is used.
    Object.assign(request, createTokenRequest(settings, request.repairId, {hasPopup: false}));
    progress.display = request.display!;
    if (progress.display === 'popup') {
      const message = isInClick ? 'The browser has blocked the popup' : 'open() was not called in a click';
      return {obstacle: {code: 'popup-blocked', message}};
    }
  }
  if (progress.display === 'modal' && !takeModalLock(attempt)) {
    return {obstacle: {code: 'busy', message: 'Another repair is open on this page'}};
  }
  return {};
}
