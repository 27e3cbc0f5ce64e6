/**
 * The page's one stage: a modal dialog or a vendor's overlay excludes every other. Inline frames and popups do not need
 * it.
 */
let holder: object | undefined;

/** Takes the stage for `candidate`; false while another holder has it. */
export function takeStage(candidate: object): boolean {
  holder ??= candidate;
  return holder === candidate;
}

/** Gives the stage back if `candidate` has it. */
export function leaveStage(candidate: object): void {
  if (holder === candidate) holder = undefined;
}
