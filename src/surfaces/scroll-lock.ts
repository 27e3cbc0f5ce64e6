/** Keeps the page behind a modal from scrolling. Returns a function that restores the exact styles from before. */
export function lockScroll(): () => void {
  const root = document.documentElement;
  const {style} = root;
  // Both axes separately: a page may have set only one of them.
  const before = ['overflow-x', 'overflow-y'].map(
    name => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  );
  style.setProperty('overflow', 'hidden', 'important');
  return () => {
    for (const property of before) style.setProperty(...property);
    // Reading the attribute, not the style, makes Chromium serialize the emptied style first.
    if (!root.getAttribute('style')) root.removeAttribute('style');
  };
}
