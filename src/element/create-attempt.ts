import {findProvider} from '../providers/find-provider.js';
import type {Attempt, EarlyToken, End, Success} from '../repair/attempt.js';
import {displayOf} from '../repair/configuration.js';
import type {RepairDetail, RepairExit} from '../repair/events.js';
import type {Settings} from '../repair/settings.js';
import type {RepairState} from '../repair/states.js';

/** What an earlier attempt for the same connection leaves for its repetition. */
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
  readonly restoreFocus: () => void;
  readonly setState: (state: RepairState, attempt: Attempt) => void;
  readonly end: (attempt: Attempt, end: End) => void;
}

/** Random per repair. Does not need a secure context. */
const newRepairId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

/** The members that every event's detail has. */
export const detailOf = ({settings, provider, repairId}: Attempt): RepairDetail => ({
  connectionId: settings.connectionId ?? '',
  provider: provider ?? '',
  repairId,
});

/** An attempt that has not begun. */
export function createAttempt(options: AttemptOptions): Attempt {
  const {target, settings, kept, early, restoreFocus, setState, end} = options;
  const controller = new AbortController();
  const {signal} = controller;
  const {connectionId = '', statusReason, returnUrl, locale} = settings;
  const repairId = kept?.repairId ?? early?.request.repairId ?? newRepairId();
  const display = displayOf(settings, findProvider(settings.provider));
  let resolve!: Attempt['resolve'];
  const exit = new Promise<RepairExit>(settle => (resolve = settle));
  if (early) signal.addEventListener('abort', () => early.abort());
  const attempt: Attempt = {
    repairId,
    startedAt: kept?.startedAt ?? Date.now(),
    settings,
    request: {connectionId, repairId, provider: settings.provider, display, statusReason, returnUrl, locale},
    signal,
    exit,
    provider: kept ? kept.provider : settings.provider,
    display,
    early: kept ? undefined : early,
    success: kept?.success,
    wasShown: false,
    isSlow: false,
    resolve,
    abort: () => controller.abort(),
    restoreFocus,
    dispatch: (name, facts) =>
      target.dispatchEvent(
        new CustomEvent(name, {
          detail: {...detailOf(attempt), ...facts},
          bubbles: true,
          // Pages put the element into shadow roots of their own and listen outside.
          composed: true,
          cancelable: name === 'repair-requested',
        }),
      ),
    setState(state) {
      if (!signal.aborted) setState(state, attempt);
    },
    end: how => end(attempt, how),
  };
  return attempt;
}
