/**
 * Saves the focused element. The returned function restores the focus, but only if the focus has been lost: focus that
 * the person has moved to another field stays there.
 *
 * @param fallback returns the element to focus if no visible one was focused; in some browsers a click does not focus a
 *   button
 */
export function keepFocus(element: Element, fallback: () => HTMLElement | undefined): () => void {
  const {body} = document;
  const before = activeElementOf(element);
  return () => {
    const now = activeElementOf(element);
    if (now !== body && now !== element) return;
    const target = before === body || !before.getClientRects().length ? fallback() : before;
    target?.focus({preventScroll: true});
  };
}

function activeElementOf(element: Element): HTMLElement {
  const root = element.getRootNode();
  const outside = root instanceof ShadowRoot ? root.activeElement : null;
  const active = element.shadowRoot?.activeElement ?? outside ?? document.activeElement;
  return active instanceof HTMLElement ? active : document.body;
}
