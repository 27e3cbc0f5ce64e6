import {adoptStyles} from './adopt-styles.js';

const LOCKED = 'html{overflow:hidden!important}';

/**
 * Prevents the page behind a modal from scrolling. Returns a function that ends it. The lock is a style sheet, because
 * frameworks replace the root's `style` attribute while it is open.
 */
export function lockScroll(): () => void {
  // The content would move to the place of a scroll bar that disappears.
  const hasScrollBar = innerWidth > document.documentElement.clientWidth;
  return adoptStyles(document, LOCKED + (hasScrollBar ? 'html{scrollbar-gutter:stable}' : ''));
}
