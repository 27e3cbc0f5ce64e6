/** Prevents the page behind a modal from scrolling. Returns a function that restores the previous styles exactly. */
export function lockScroll(): () => void {
  const root = document.documentElement;
  const {style} = root;
  // Each axis is saved separately, because a page may have set only one of them.
  const before = ['overflow-x', 'overflow-y'].map(
    name => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  style.setProperty('overflow', 'hidden', 'important');
  return () => {
    for (const property of before) style.setProperty(...property);
    // Chromium serializes the emptied style only when the attribute is read.
    if (!root.getAttribute('style')) root.removeAttribute('style');
  };
}
