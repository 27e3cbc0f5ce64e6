const OVERLAY = '.quiltt--frame-modal-wrapper';

/** Selects every frame of a connector, the page's own containers included. Names as in the tests of Quiltt's examples. */
const framesOf = (connectorId: string): string =>
  `iframe#quiltt--frame[data-quiltt-connector-id="${CSS.escape(connectorId)}"]`;

/** The connector's frame that is shown as an overlay. */
export const findFrame = (connectorId: string): HTMLIFrameElement | null =>
  document.querySelector(`${OVERLAY} ${framesOf(connectorId)}`);

/** Whether the page has no other frame of that connector. */
export const isAlone = (connectorId: string): boolean => document.querySelectorAll(framesOf(connectorId)).length < 2;

/**
 * Calls `changed` when the overlay appears or disappears, and at once if it is there already. The script or the page may
 * remove it without an event.
 *
 * @returns a function that stops the watch
 */
export function watchFrame(connectorId: string, changed: () => void): () => void {
  let wasThere = false;
  const look = () => {
    const isThere = !!findFrame(connectorId);
    if (isThere === wasThere) return;
    wasThere = isThere;
    changed();
  };
  const observer = new MutationObserver(look);
  // The document rather than its body, because some pages replace the body.
  observer.observe(document, {childList: true, subtree: true});
  look();
  return () => observer.disconnect();
}

/**
 * Removes the overlay, if it is still there. Quiltt's script has no call for that, and an overlay that stays would cover
 * the page with a bank login whose outcome is lost. Escape comes first, because a person closes the overlay that way and
 * the script can clean up; whether the script accepts a synthetic key is unverified. What remains is removed: one node,
 * which the script creates again for the next session.
 */
export function closeOverlay(connectorId: string): void {
  const overlay = findFrame(connectorId)?.closest(OVERLAY);
  overlay?.dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Escape', code: 'Escape', bubbles: true, cancelable: true}),
  );
  overlay?.remove();
}
