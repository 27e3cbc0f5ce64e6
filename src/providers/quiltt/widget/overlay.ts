const OVERLAY = '.quiltt--frame-modal-wrapper';

/** Selects all of a connector, those in the page's own containers, too; names as in the tests of Quiltt's own examples. */
const framesOf = (connectorId: string): string =>
  `iframe#quiltt--frame[data-quiltt-connector-id="${CSS.escape(connectorId)}"]`;

/** The one that is shown as an overlay. */
export const findFrame = (connectorId: string): HTMLIFrameElement | null =>
  document.querySelector(`${OVERLAY} ${framesOf(connectorId)}`);

/** Whether nothing else in the page can be what speaks for that connector. */
export const isAlone = (connectorId: string): boolean => document.querySelectorAll(framesOf(connectorId)).length < 2;

/**
 * Tells when the overlay has come, which it may have already, or gone: what takes it away need not say so, be it the
 * script or the page.
 *
 * @returns what ends the watch
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
  // Not the body: some pages replace theirs.
  observer.observe(document, {childList: true, subtree: true});
  look();
  return () => observer.disconnect();
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
