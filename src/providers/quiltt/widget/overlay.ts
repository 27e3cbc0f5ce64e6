const FRAME = 'iframe#quiltt--frame';
const OVERLAY = '.quiltt--frame-modal-wrapper';

/** The frame of a connector that is shown as an overlay; names as in the tests of Quiltt's own examples. */
export function findFrame(connectorId: string): HTMLIFrameElement | undefined {
  const frame = document.querySelector<HTMLIFrameElement>(`${OVERLAY} ${FRAME}`);
  return frame?.dataset.quilttConnectorId === connectorId ? frame : undefined;
}

/**
 * Takes the overlay away. Quiltt's script has no call for that, and an overlay that stays would cover the page with a
 * bank's login whose outcome nobody hears of. First Escape, which is how a person closes it, so that the script can clear
 * up; whether it believes a key that nobody pressed is unverified. So what is there after that is removed: one node, of
 * which the script makes a new one for the next showing. Once the script has taken it away by itself, nothing is done.
 */
export function closeOverlay(connectorId: string): void {
  const overlay = findFrame(connectorId)?.closest(OVERLAY);
  overlay?.dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Escape', code: 'Escape', bubbles: true, cancelable: true}),
  );
  overlay?.remove();
}
