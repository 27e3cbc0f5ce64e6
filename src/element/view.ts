import type {RepairError} from '../repair/errors.js';
import type {Notice} from '../repair/repair.js';
import type {RepairState} from '../repair/states.js';
import type {Strings} from './strings.js';

/** What is drawn, said and offered in one situation. */
export interface View {
  /** The button's label; without one there is no button. */
  label?: keyof Strings | undefined;
  /** What is said to the person. */
  message?: keyof Strings | undefined;
  /** How the message is drawn; one that the button's label repeats is only for those who listen. */
  look: 'good' | 'bad' | 'quiet';
  /** Work is going on that the button has no part in. */
  busy: boolean;
  /** Whether giving up on a slow widget is offered. */
  slow: boolean;
}

/** Where a repair is, as far as it shows. */
interface Situation {
  state: RepairState;
  error: RepairError | undefined;
  notice: Notice | undefined;
}

/** The view that belongs to a situation. */
export function viewOf({state, error, notice}: Situation): View {
  const base: View = {look: 'quiet', busy: false, slow: false};
  if (notice === 'slow') return {label: 'opening', message: notice, look: 'bad', busy: true, slow: true};
  if (state !== 'idle') {
    const label = state === 'requesting' ? 'opening' : state;
    return {...base, label, message: label, busy: state !== 'open'};
  }
  if (error) return {...base, label: error.retryable ? 'tryAgain' : undefined, message: error.code, look: 'bad'};
  if (!notice) return {...base, label: 'reconnect'};
  const isGood = notice === 'confirmed' || notice === 'finished';
  return {...base, label: isGood ? undefined : 'tryAgain', message: notice, look: isGood ? 'good' : 'bad'};
}
