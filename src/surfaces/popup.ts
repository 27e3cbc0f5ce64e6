import type {Surface} from './surface.js';

/**
 * Fills the empty popup while the token is fetched. DOM calls and the CSS object model only: the popup inherits the
 * page's content security policy, which may forbid style sheets and style attributes.
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
    // The popup has navigated to another origin already.
  }
}

/** A widget in a window of its own. */
export interface PopupSurface extends Surface {
  /** A hint only: a page with Cross-Origin-Opener-Policy makes this true while the person is still there. */
  readonly isClosed: () => boolean;
}

/**
 * Takes a popup to the widget's address. The popup keeps its opener, this page: a window without one cannot be closed
 * from here.
 *
 * @param reopen opens another window at that address, when the person asks for one that is gone; null when blocked
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
