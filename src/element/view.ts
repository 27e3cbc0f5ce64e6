import type {ConnectionHealth} from '../health/health.js';
import type {RepairError} from '../repair/errors.js';
import type {RepairResult} from '../repair/attempt.js';
import type {RepairState} from '../repair/states.js';
import type {Strings} from './texts.js';

/** The style of the message. A `quiet` one is for screen readers only, because the button has the same text. */
export type Look = 'good' | 'bad' | 'info' | 'quiet';

/** The button, message and controls in a situation. */
export interface View {
  /** The key of the button's label. Without a label there is no button. */
  readonly label?: keyof Strings | undefined;
  /** The key of the message to the person. */
  readonly message?: keyof Strings | undefined;
  readonly look: Look;
  /** Whether the button shows a spinner and is marked as disabled. */
  readonly isBusy: boolean;
  /** The buttons beside a running repair whose widget is slow or in another window. */
  readonly controls?: 'slow' | 'elsewhere' | undefined;
}

/** The state of a repair and the facts that its view depends on. */
export interface Situation {
  readonly state: RepairState;
  readonly error: RepairError | undefined;
  readonly result: RepairResult | undefined;
  /** Whether the widget's first message is late. */
  readonly isSlow: boolean;
  /** Whether the widget is open in another window. */
  readonly isElsewhere: boolean;
  /** Whether the person has finished there, and the result is awaited. */
  readonly isEnding: boolean;
  /** Whether the person has come back from a redirect, and the result is awaited. */
  readonly isReturned: boolean;
  /** The meaning of the page's `status`: null until it has loaded, undefined without a status. */
  readonly health: ConnectionHealth | null | undefined;
}

const QUIET = {look: 'quiet', isBusy: false} as const;

/**
 * Returns the view without the engine: before the first repair, while the engine loads, or after its load has failed.
 */
export function shellView({state, error, health}: Situation): View {
  if (state !== 'idle') return {...QUIET, label: 'opening', message: 'opening', isBusy: true};
  if (error) return {...QUIET, label: 'tryAgain', message: error.code, look: 'bad'};
  // There is no button until the meaning of the status has loaded, because it might disappear again.
  const isOffered = health === undefined || health?.canReconnect;
  return {...QUIET, label: isOffered ? 'reconnect' : undefined};
}
