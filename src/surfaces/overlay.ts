import {adoptStyles} from './adopt-styles.js';
import {FOCUS_EVENTS, isolate} from './isolate.js';
import {beforePageCopies} from './page-copies.js';

interface OverlayOptions {
  /** Selects the overlay's own elements. */
  readonly selector: string;
  /** How long the overlay may be missing, in milliseconds. A script may replace its elements. */
  readonly patience: number;
  /** Called when the overlay has been removed without an exit, or must be removed because the page is being copied. */
  readonly onGone: () => void;
}

/**
 * Watches an overlay that a vendor's script is about to add to the document, and protects it from the page: a page that
 * takes the pointer from its body does not take it from the overlay, and the page's focus traps do not see its events.
 *
 * @returns a function that ends both
 */
export function watchOverlay({selector, patience, onGone}: OverlayOptions): () => void {
  // The page may use the same script.
  const foreign = new WeakSet<Node>(document.querySelectorAll(selector));
  const removeStyles = adoptStyles(document, `${selector}{pointer-events:auto}`);
  const isOurs = (node: EventTarget) => node instanceof Element && node.matches(selector) && !foreign.has(node);
  const stopIsolation = isolate(FOCUS_EVENTS, isOurs);
  const stopCopies = beforePageCopies(onGone);
  let wasThere = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    const isThere = [...document.querySelectorAll(selector)].some(isOurs);
    if (isThere === wasThere) return;
    wasThere = isThere;
    clearTimeout(timer);
    if (!isThere) timer = setTimeout(onGone, patience);
  };
  const observer = new MutationObserver(look);
  // The document is observed, because some pages replace the body.
  observer.observe(document, {childList: true, subtree: true});
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    stopCopies();
    stopIsolation();
    removeStyles();
  };
}
