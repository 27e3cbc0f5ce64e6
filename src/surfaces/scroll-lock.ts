/** Keeps the page behind a modal from scrolling. Returns what restores exactly what was there. */
export function lockScroll(): () => void {
  const root = document.documentElement;
  const {style} = root;
  const value = style.getPropertyValue('overflow');
  const priority = style.getPropertyPriority('overflow');
  style.setProperty('overflow', 'hidden', 'important');
  return () => {
    style.setProperty('overflow', value, priority);
    if (!style.length) root.removeAttribute('style');
  };
}
