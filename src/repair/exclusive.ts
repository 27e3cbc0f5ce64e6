import type {Display} from '../contract.js';
import {RepairError} from './errors.js';

let holder: object | undefined;

/**
 * Takes the page's one place for a modal or a vendor's overlay, if `who` is to be shown as one.
 *
 * @throws RepairError `busy` while somebody else has it
 */
export function takeStage(who: {display: Display}): void {
  if (who.display === 'modal' && (holder ??= who) !== who) {
    throw new RepairError('busy', 'Another repair is open on this page');
  }
}

/** Gives the place back, if `who` has it. */
export function leaveStage(who: object): void {
  if (holder === who) holder = undefined;
}
