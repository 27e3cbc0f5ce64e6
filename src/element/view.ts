import type {ConnectionHealth, Health} from '../health/health.js';
import type {RepairError} from '../repair/errors.js';
import type {Notice} from '../repair/repair-host.js';
import type {RepairState} from '../repair/states.js';
import type {Strings} from './strings.js';

/** What is drawn, said and offered in one situation. */
export interface View {
  /** The button's label; without one there is no button. */
  label?: keyof Strings | undefined;
  /** What is said to the person. */
  message?: keyof Strings | undefined;
  /** How the message is drawn; one that the button's label repeats is only for those who listen. */
  look: 'good' | 'bad' | 'wait' | 'quiet';
  /** What is said of the connection as the page describes it. */
  advice?: keyof Strings | undefined;
  /** How that is drawn: by what it is about. */
  health?: Health;
  /** Work is going on that the button has no part in. */
  busy: boolean;
  /** Whether starting anew and giving up are offered: the widget is slow, or cannot be seen from here. */
  slow: boolean;
}

/** Where a repair is, as far as it shows. */
interface Situation {
  state: RepairState;
  error: RepairError | undefined;
  notice: Notice | undefined;
  judged: ConnectionHealth | undefined;
  isElsewhere: boolean;
}

/**
 * The view that belongs to a situation.
 *
 * @param health what the status that the page has set comes to; null while that is not known yet
 */
export function viewOf(
  {state, error, notice, judged, isElsewhere}: Situation,
  health: ConnectionHealth | null | undefined,
): View {
  const base: View = {look: 'quiet', busy: false, slow: false};
  if (notice === 'slow') return {label: 'opening', message: notice, look: 'bad', busy: true, slow: true};
  if (isElsewhere) return {label: 'open', message: 'elsewhere', look: 'wait', busy: false, slow: true};
  // Once the person has done it, what is to be done is no news.
  if (health && /^[wng]/.test(health.health) && !/^[cv]/.test(state)) {
    base.advice = `advice-${health.advice}`;
    base.health = health.health;
  }
  if (state !== 'idle') {
    const label = state === 'requesting' ? 'opening' : state;
    return {...base, label, message: label, busy: state !== 'open'};
  }
  if (error) return {...base, label: error.retryable ? 'tryAgain' : undefined, message: error.code, look: 'bad'};
  if (notice) {
    const isGood = /^[cf]/.test(notice);
    const canRetry = !isGood && judged?.canReconnect !== false;
    return {...base, label: canRetry ? 'tryAgain' : undefined, message: notice, look: isGood ? 'good' : 'bad'};
  }
  // While a table is on its way there is no button that would then vanish.
  return {...base, label: health === null || health?.canReconnect === false ? undefined : 'reconnect'};
}
