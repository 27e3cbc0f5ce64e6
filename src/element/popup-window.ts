const FEATURES = 'popup,width=480,height=720';

/**
 * Opens an empty popup. Browsers allow it only inside a click. Returns undefined when the browser blocks it.
 *
 * A handle counts only if it is a new, empty, other window: a web view with a single window returns the page's own one, a
 * page may have replaced `window.open`, and a blocker may return a closed window. Nothing is done with such a handle.
 */
export function openPopup(): Window | undefined {
  const popup = window.open('', '', FEATURES);
  return popup && isNewWindow(popup) ? popup : undefined;
}

function isNewWindow(popup: Window): boolean {
  try {
    const {closed, name, top, location, document} = popup;
    return (
      ![window, window.top, window.opener].includes(popup) &&
      // A frame of a page is not its own top.
      top === popup &&
      !closed &&
      !name &&
      location.href === 'about:blank' &&
      !document.body.hasChildNodes()
    );
  } catch {
    // A window with a page of another origin, or no window at all.
    return false;
  }
}
