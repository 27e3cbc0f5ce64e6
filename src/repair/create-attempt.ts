import type {WidgetError} from '../providers/provider.js';
import {toUrl} from '../surfaces/url.js';
import type {Attempt} from './attempt.js';
import {displayOf, providerEntry} from './configuration.js';
import {toRepairError, type RepairError} from './errors.js';
import type {RepairDetail, RepairExit} from './events.js';
import type {RepairElement, RepairHost} from './repair-host.js';
import type {Repair} from './repair.js';

/** Random per repair; works on pages without a secure context, too. */
export const newRepairId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** In the detail of every event. */
export const detailOf = ({settings, provider, repairId}: Attempt): RepairDetail => ({
  connectionId: settings.connectionId ?? '',
  provider: provider ?? '',
  repairId,
});

/** A widget's error as the page is told of it. */
export const fromWidget = (error: WidgetError | undefined): RepairError | undefined =>
  error && toRepairError(error, 'widget-error', error.message);

/** An attempt that has not begun. */
export function createAttempt(
  repair: Pick<Repair, 'dismiss' | 'restart' | 'setState'>,
  element: RepairElement,
  {readSettings, text, keepFocus}: RepairHost,
): Attempt {
  const controller = new AbortController();
  const {signal} = controller;
  const settings = readSettings();
  const {provider} = settings;
  let resolve!: Attempt['resolve'];
  const exit = new Promise<RepairExit>(done => (resolve = done));
  const attempt: Attempt = {
    repairId: newRepairId(),
    startedAt: Date.now(),
    provider,
    settings,
    display: displayOf(settings, providerEntry(provider)),
    sandboxOrigin: toUrl(settings.sandboxUrl)?.origin,
    signal,
    exit,
    resolve,
    root: element.renderRoot as ShadowRoot,
    text,
    restoreFocus: keepFocus(),
    end: () => controller.abort(),
    go: state => signal.aborted || repair.setState(state, attempt),
    tell: (name, facts) => signal.aborted || attempt.dispatch(name, facts),
    dispatch: (name, facts) =>
      element.dispatchEvent(
        new CustomEvent(name, {
          detail: {...detailOf(attempt), ...facts},
          bubbles: true,
          // Hosts put the element into shadow roots of their own, and still listen outside.
          composed: true,
          cancelable: name === 'repair-requested',
        }),
      ),
    shown(surface) {
      if (signal.aborted) return surface.destroy();
      attempt.surface = surface;
      surface.setSlow?.(attempt.isSlow);
      attempt.wasShown = true;
      attempt.dispatch('widget-opened', {display: attempt.display});
    },
    reported: () => attempt.go('open'),
    loaded() {
      attempt.go('open');
      if (!attempt.isLoaded) attempt.tell('widget-loaded', {display: attempt.display});
      attempt.isLoaded = true;
    },
    event: (name, data) => attempt.tell('widget-event', {name, data}),
    failed: error => (attempt.lastError = error),
    close: () => signal.aborted || repair.dismiss(),
    restart: () => repair.restart(),
  };
  return attempt;
}
