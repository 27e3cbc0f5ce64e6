let holder: object | undefined;

/** Takes the page's one place for a modal or a vendor's overlay; false while somebody else has it. */
export const takeStage = (who: object): boolean => (holder ??= who) === who;

/** Gives the place back, if `who` has it. */
export function leaveStage(who: object): void {
  if (holder === who) holder = undefined;
}
