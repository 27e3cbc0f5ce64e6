/** Keeps the page behind a modal from scrolling. Returns what restores exactly what was there. */
export function lockScroll(): () => void {
  const root = document.documentElement;
  const {style} = root;
  // Both axes by themselves: a page may have set one of them only.
  const before = ['overflow-x', 'overflow-y'].map(
    name => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  style.setProperty('overflow', 'hidden', 'important');
  return () => {
    for (const property of before) style.setProperty(...property);
    // Asked by the attribute, not the style: Chromium writes an emptied one back later, unless it has been asked for.
    if (!root.getAttribute('style')) root.removeAttribute('style');
  };
}
