/**
 * Remembers where the focus is. The returned function puts it back, but only if the focus has been lost: a person who has
 * moved on to another field stays there. `fallback` is for browsers in which a clicked button does not take the focus.
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
