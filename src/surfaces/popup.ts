import type {Surface} from './surface.js';

/**
 * Shows a text in the empty popup while the token is requested. Uses DOM calls and the CSS object model only: the popup
 * inherits the page's content security policy, which may forbid style sheets and style attributes.
 *
 * @param locale a BCP 47 language tag
 */
export function drawLoading(popup: Window, text: string, locale: string): void {
  if (popup.closed) return;
  try {
    const {document} = popup;
    const line = document.createElement('p');
    document.title = line.textContent = text;
    document.documentElement.lang = locale;
    Object.assign(line.style, {font: '18px sans-serif', margin: '30vh 1rem', textAlign: 'center'});
    document.documentElement.style.colorScheme = 'light dark';
    document.body.replaceChildren(line);
  } catch {
    // The popup has already navigated to another origin.
  }
}

/** A widget in a popup. */
export interface PopupSurface extends Surface {
  /** Whether the popup seems closed. A page with Cross-Origin-Opener-Policy seems closed while it is open. */
  readonly isClosed: () => boolean;
}

/**
 * Navigates a popup to the widget's address. The popup keeps this page as its opener: a window without an opener cannot
 * be closed from this page.
 *
 * @param reopen opens another popup at the address when the current one is closed; returns null when the browser blocks
 *   it
 */
export function showInPopup(popup: Window, url: URL, reopen: (url: URL) => Window | null): PopupSurface {
  let current = popup;
  current.location.replace(url);
  return {
    movable: true,
    focus() {
      if (current.closed) current = reopen(url) ?? current;
      else current.focus();
    },
    destroy: () => current.close(),
    isClosed: () => current.closed,
  };
}
