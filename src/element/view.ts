import type {ConnectionHealth} from '../health/health.js';
import type {RepairError} from '../repair/errors.js';
import type {RepairResult} from '../repair/attempt.js';
import type {RepairState} from '../repair/states.js';
import type {Strings} from './texts.js';

/** How the message is drawn. A `quiet` one is for screen readers only, because the button says the same. */
export type Look = 'good' | 'bad' | 'info' | 'quiet';

/** What is drawn, said and offered in one situation. */
export interface View {
  /** The button's label. Without one there is no button. */
  readonly label?: keyof Strings | undefined;
  /** What is said to the person. */
  readonly message?: keyof Strings | undefined;
  readonly look: Look;
  /** Whether work goes on that the button has no part in. */
  readonly isBusy: boolean;
  /** Whether "Try again" and "Close" are offered beside a running repair. */
  readonly hasWayOut: boolean;
}

/** Where a repair is, as far as it shows. */
export interface Situation {
  readonly state: RepairState;
  readonly error: RepairError | undefined;
  readonly result: RepairResult | undefined;
  /** Whether the widget takes long to report in. */
  readonly isSlow: boolean;
  /** Whether the person is in a popup. */
  readonly isElsewhere: boolean;
  /** What the status that the page has set means; null while that is still unknown. */
  readonly health: ConnectionHealth | null | undefined;
}

const QUIET = {look: 'quiet', isBusy: false, hasWayOut: false} as const;

/** The view without the engine: before the first repair, in the first moments after a click, or when it does not load. */
export function shellView({state, error, health}: Situation): View {
  if (state !== 'idle') return {...QUIET, label: 'opening', message: 'opening', isBusy: true};
  if (error) return {...QUIET, label: 'tryAgain', message: error.code, look: 'bad'};
  // While the status is still unknown there is no button, which might disappear a moment later.
  const isOffered = health === undefined || health?.canReconnect;
  return {...QUIET, label: isOffered ? 'reconnect' : undefined};
}
