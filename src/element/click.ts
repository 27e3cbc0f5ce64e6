import {findProvider} from '../providers/find-provider.js';
import type {ProviderEntry} from '../providers/provider.js';
import type {Attempt, Obstacle} from '../repair/attempt.js';
import {callForToken} from '../repair/backend-call.js';
import {findMisconfiguration} from '../repair/configuration.js';
import {takeStage} from '../surfaces/stage.js';
import {ignore, loadEngine, loadWidget} from './lazy-parts.js';

const POPUP_FEATURES = 'popup,width=480,height=720';

/** Opens a popup; null when the browser blocks it. Browsers allow it only inside a click. */
export const openPopup = (url: URL | ''): Window | null => window.open(url, '', POPUP_FEATURES);

/**
 * Everything that happens inside the click, before `open()` returns. The engine does the rest.
 *
 * 1. `repair-requested`, which the page may cancel
 * 2. the change of state
 * 3. the page's one stage, for a modal
 * 4. the popup's window, for a popup
 * 5. all requests at once: the token, the engine, the provider's widget code
 *
 * @param begin called once the page has not cancelled, before the change of state
 * @returns false when the page has cancelled
 */
export function click(attempt: Attempt, begin: () => void): boolean {
  if (!attempt.dispatch('repair-requested', {display: attempt.display})) return false;
  // A listener may have ended the attempt.
  if (attempt.signal.aborted) return true;
  begin();
  attempt.setState(attempt.success ? 'completing' : 'requesting');
  if (attempt.signal.aborted) return true;
  const entry = findProvider(attempt.provider);
  attempt.obstacle = findObstacle(attempt, entry);
  if (!attempt.obstacle && !attempt.success) attempt.tokenCall = attempt.early?.call ?? startTokenCall(attempt);
  preload(entry);
  return true;
}

/** Starts the token request. The engine reads the answer. */
export function startTokenCall({request, settings, signal}: Pick<Attempt, 'request' | 'settings' | 'signal'>) {
  const call = callForToken(request, settings, {signal});
  // The engine reports a failure.
  call.catch(ignore);
  return call;
}

/** Loads the code of a repair. The load that needs it reports a failure. */
export function preload(entry: ProviderEntry | undefined): void {
  loadEngine().catch(ignore);
  if (entry) loadWidget(entry).catch(ignore);
}

/** Takes what the display needs. Returns why the repair cannot go on, if it cannot. */
function findObstacle(attempt: Attempt, entry: ProviderEntry | undefined): Obstacle | undefined {
  const misconfiguration = findMisconfiguration(attempt.settings, entry);
  if (misconfiguration) return {code: 'invalid-configuration', message: misconfiguration};
  if (attempt.success) return undefined;
  if (attempt.display === 'modal' && !takeStage(attempt)) {
    return {code: 'busy', message: 'Another repair is open on this page'};
  }
  if (attempt.display === 'popup') {
    attempt.popup = openPopup('') ?? undefined;
    if (!attempt.popup) return {code: 'popup-blocked', message: 'No popup'};
  }
  return undefined;
}
