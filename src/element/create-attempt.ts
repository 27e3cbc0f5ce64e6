import {findProvider} from '../providers/find-provider.js';
import type {Attempt, EarlyToken, Success} from '../repair/attempt.js';
import {displayOf} from '../repair/configuration.js';
import type {RepairDetail, RepairEvents, RepairExit} from '../repair/events.js';
import type {RepairError} from '../repair/errors.js';
import type {Settings} from '../repair/settings.js';
import type {RepairState} from '../repair/states.js';

/** An earlier attempt whose completion failed. Only the completion is repeated. */
export interface KeptSuccess {
  readonly repairId: string;
  readonly startedAt: number;
  readonly provider: string | undefined;
  readonly success: Success;
}

interface AttemptOptions {
  readonly target: EventTarget;
  readonly settings: Settings;
  readonly kept: KeptSuccess | undefined;
  readonly early: EarlyToken | undefined;
  readonly setState: (state: RepairState, attempt: Attempt) => void;
  readonly end: (attempt: Attempt, ...how: Parameters<Attempt['end']>) => void;
  readonly fail: (attempt: Attempt, error: RepairError) => void;
}

/** Returns a random id of a repair. Needs no secure context. */
const newRepairId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** Creates an attempt. It is not started. */
export function createAttempt({target, settings, kept, early, setState, end, fail}: AttemptOptions): Attempt {
  const controller = new AbortController();
  const {signal} = controller;
  const {connectionId = '', statusReason, returnUrl, locale} = settings;
  const repairId = kept?.repairId ?? early?.request.repairId ?? newRepairId();
  const display = displayOf(settings, findProvider(settings.provider));
  let resolve!: Attempt['resolve'];
  const exit = new Promise<RepairExit>(settle => (resolve = settle));
  if (early) signal.addEventListener('abort', () => early.abort());
  const dispatch = (name: keyof RepairEvents, detail: RepairDetail): boolean =>
    target.dispatchEvent(
      new CustomEvent(name, {
        detail,
        bubbles: true,
        // Pages place the element in shadow roots and listen outside of them.
        composed: true,
        cancelable: name === 'repair-requested',
      }),
    );
  const attempt: Attempt = {
    repairId,
    startedAt: kept?.startedAt ?? Date.now(),
    settings,
    request: {connectionId, repairId, provider: settings.provider, display, statusReason, returnUrl, locale},
    signal,
    exit,
    get detail() {
      return {connectionId, provider: attempt.provider ?? '', repairId};
    },
    provider: kept ? kept.provider : settings.provider,
    display,
    early: kept ? undefined : early,
    success: kept?.success,
    wasShown: false,
    isSlow: false,
    resolve,
    abort: () => controller.abort(),
    dispatch: (name, facts) => dispatch(name, {...attempt.detail, ...facts}),
    announce: ({type, detail}) => dispatch(`exited-${type}`, detail),
    setState(state) {
      if (!signal.aborted) setState(state, attempt);
    },
    end: (...how) => end(attempt, ...how),
    fail: error => fail(attempt, error),
  };
  return attempt;
}

/** Whether an attempt has the connection and provider of these settings. */
export const isFor = ({settings}: Attempt, {connectionId, provider}: Settings): boolean =>
  settings.connectionId === connectionId && settings.provider === provider;

/** Returns an attempt's success that the backend has not accepted, if the connection and provider are the same. */
export const keptSuccess = (latest: Attempt | undefined, settings: Settings): KeptSuccess | undefined =>
  latest?.success && isFor(latest, settings) ? {...latest, success: latest.success} : undefined;
