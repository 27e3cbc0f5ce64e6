/** Selects the overlay. */
export const OVERLAY = '.quiltt--frame-modal-wrapper';

/**
 * Returns a selector of a connector's frames, including those in the page's containers. The names are from the tests of
 * Quiltt's examples.
 */
const framesOf = (connectorId: string): string =>
  `iframe#quiltt--frame[data-quiltt-connector-id="${CSS.escape(connectorId)}"]`;

/** Returns the connector's frame in an overlay, or null. */
export const findFrame = (connectorId: string): HTMLIFrameElement | null =>
  document.querySelector(`${OVERLAY} ${framesOf(connectorId)}`);

/** Whether the page has at most one frame of the connector. */
export const isAlone = (connectorId: string): boolean => document.querySelectorAll(framesOf(connectorId)).length < 2;

/**
 * Calls `changed` when the overlay appears or disappears, and immediately if it exists. The script or the page may
 * remove it without an event.
 *
 * @returns a function that stops the observer
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
  // The document is observed, because some pages replace the body.
  observer.observe(document, {childList: true, subtree: true});
  look();
  return () => observer.disconnect();
}

/**
 * Removes the overlay if it exists. Quiltt's script has no method for it, and a remaining overlay would cover the page
 * with a bank login whose outcome is lost. Escape is dispatched first: it closes the overlay for a person, and the
 * script can clean up. Whether the script accepts a synthetic key is unverified. Then the overlay's node is removed,
 * which the script creates again for the next session.
 */
export function closeOverlay(connectorId: string): void {
  const overlay = findFrame(connectorId)?.closest(OVERLAY);
  overlay?.dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Escape', code: 'Escape', bubbles: true, cancelable: true}),
  );
  overlay?.remove();
}
