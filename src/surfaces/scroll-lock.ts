const locked = 'html{overflow:hidden!important}';

/**
 * Prevents the page behind a modal from scrolling. Returns a function that ends it. The lock is a style sheet, because
 * frameworks replace the root's `style` attribute while it is open.
 */
export function lockScroll(): () => void {
  const sheet = new CSSStyleSheet();
  // The content would move to the place of a scroll bar that disappears.
  const hasScrollBar = innerWidth > document.documentElement.clientWidth;
  sheet.replaceSync(locked + (hasScrollBar ? 'html{scrollbar-gutter:stable}' : ''));
  document.adoptedStyleSheets.push(sheet);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(other => other !== sheet);
  };
}
