/**
 * The lock for modals. Only one modal dialog or vendor overlay is open per page. Inline frames and popups do not need
 * the lock.
 */
let holder: object | undefined;

/** Takes the modal lock for `candidate`. Returns false while another holder has it. */
export function takeModalLock(candidate: object): boolean {
  holder ??= candidate;
  return holder === candidate;
}

/** Releases the modal lock if `candidate` holds it. */
export function releaseModalLock(candidate: object): void {
  if (holder === candidate) holder = undefined;
}
