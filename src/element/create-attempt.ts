import {findProvider} from '../providers/find-provider.js';
import type {Display, TokenRequest} from '../contract.js';
import type {Attempt, AttemptExit, EarlyToken, Outcome, Progress} from '../repair/attempt.js';
import {displayOf} from '../repair/configuration.js';
import type {RepairExit} from '../repair/events.js';
import type {ReturnRecord} from '../repair/return-record.js';
import type {Settings} from '../repair/settings.js';
import type {RepairState} from '../repair/states.js';
import {toUrl} from '../surfaces/url.js';

interface AttemptOptions {
  readonly target: EventTarget;
  readonly settings: Settings;
  /** An earlier attempt whose completion failed. Only the completion is repeated. */
  readonly kept: Attempt | undefined;
  readonly early: EarlyToken | undefined;
  /** The record of a repair that resumes. */
  readonly resumed?: ReturnRecord | undefined;
  readonly setState: (state: RepairState, attempt: Attempt) => void;
  readonly end: (attempt: Attempt, exit: AttemptExit, outcome: Outcome) => void;
}

/** Returns a random id of a repair. Needs no secure context. */
const newRepairId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/**
 * Creates the body of a token request.
 *
 * @param options.hasPopup false when the browser has blocked the popup
 */
export function createTokenRequest(settings: Settings, repairId = newRepairId(), options: {hasPopup?: boolean} = {}) {
  const {connectionId = '', provider, statusReason, locale} = settings;
  const display = displayOf(settings, findProvider(provider), options);
  const returnUrl = returnUrlOf(settings, display);
  return {connectionId, repairId, provider, display, statusReason, returnUrl, locale} satisfies TokenRequest;
}

/**
 * Returns the absolute URL to return to. A redirect without one returns to the page. Vendors accept neither a query nor a
 * fragment in it.
 */
function returnUrlOf({returnUrl}: Settings, display: Display): string | undefined {
  if (!returnUrl) return display === 'redirect' ? location.href.replace(/[?#].*/s, '') : undefined;
  // An absolute URL is not changed, because a backend compares it with its list.
  return toUrl(returnUrl) ? returnUrl : (toUrl(returnUrl, document.baseURI)?.href ?? returnUrl);
}

/** Creates an attempt. It is not started. */
export function createAttempt({target, settings, kept, early, resumed, setState, end}: AttemptOptions): Attempt {
  const controller = new AbortController();
  const {signal} = controller;
  const request = createTokenRequest(settings, (kept?.request ?? resumed ?? early)?.repairId);
  const {connectionId, repairId, provider} = request;
  const progress: Progress = {
    provider: kept ? kept.progress.provider : resumed?.provider || provider,
    display: resumed?.display ?? request.display,
    success: kept?.progress.success,
    wasShown: false,
    isSlow: false,
    hasActed: false,
  };
  let resolve!: Attempt['resolve'];
  const exit = new Promise<RepairExit>(settle => (resolve = settle));
  if (early) signal.addEventListener('abort', () => early.abort());
  const attempt: Attempt = {
    startedAt: (kept ?? resumed)?.startedAt ?? Date.now(),
    settings,
    request,
    signal,
    exit,
    get detail() {
      return {connectionId, provider: progress.provider ?? '', repairId};
    },
    early,
    progress,
    resolve,
    abort: () => controller.abort(),
    dispatch: (name, facts) =>
      target.dispatchEvent(
        new CustomEvent(name, {
          detail: {...attempt.detail, ...facts},
          bubbles: true,
          // Pages place the element in shadow roots and listen outside of them.
          composed: true,
          cancelable: name === 'repair-requested',
        }),
      ),
    setState(state) {
      if (!signal.aborted) setState(state, attempt);
    },
    end: (exit, result) => end(attempt, exit, {result}),
    fail: error => end(attempt, {type: 'errored', detail: {...attempt.detail, error}}, {error}),
  };
  return attempt;
}

/** Whether an attempt has the connection and provider of these settings. */
export const isFor = ({settings}: Attempt, {connectionId, provider}: Settings): boolean =>
  settings.connectionId === connectionId && settings.provider === provider;
