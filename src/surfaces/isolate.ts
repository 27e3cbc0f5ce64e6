/** The events of a surface outside the page's focus trap that a trap answers by moving the focus back. */
export const FOCUS_EVENTS = ['focusin', 'focusout'] as const;

/** All events that the traps of focus-trap, Bootstrap, MUI, Radix and Headless UI listen to. */
export const TRAPPED_EVENTS = [...FOCUS_EVENTS, 'keydown', 'pointerdown', 'mousedown', 'touchstart', 'click'] as const;

/**
 * Keeps a surface's events from the page. A focus trap of the page would take the focus away, or swallow the Tab key
 * and clicks. The traps listen on the document in the capturing phase, so only a listener on the window comes first.
 *
 * @param isOurs whether a node of an event's path is the surface
 * @returns a function that ends the isolation
 */
export function isolate(types: readonly string[], isOurs: (node: EventTarget) => boolean): () => void {
  const handle = (event: Event) => {
    const path = event.composedPath();
    const depth = path.findIndex(isOurs);
    if (depth < 0) return;
    event.stopPropagation();
    if (event.type !== 'click') return;
    // The surface may be inside a label, a link or a summary, which a click would activate.
    event.preventDefault();
    const button = path.slice(0, depth).find(node => node instanceof HTMLButtonElement);
    button?.onclick?.(event as PointerEvent);
  };
  for (const type of types) addEventListener(type, handle, true);
  return () => {
    for (const type of types) removeEventListener(type, handle, true);
  };
}
