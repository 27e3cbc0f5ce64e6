/**
 * Remembers where the focus is. The function that it gives puts the focus back there, but only if it has got lost: a
 * person who has gone on to another field stays there. `fallback` is for browsers in which a clicked button does not take
 * the focus.
 */
export function keepFocus(element: HTMLElement, fallback: () => HTMLElement | undefined): () => void {
  const {body} = document;
  const active = () => {
    const root = element.getRootNode() as Document | ShadowRoot;
    return (element.shadowRoot?.activeElement ?? root.activeElement ?? document.activeElement ?? body) as HTMLElement;
  };
  const before = active();
  return () => {
    const now = active();
    if (now === body || now === element)
      (before === body || !before.getClientRects().length ? fallback() : before)?.focus({preventScroll: true});
  };
}
