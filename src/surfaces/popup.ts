import type {MessageSource} from './messages.js';
import type {Surface} from './surface.js';

/** The text of a popup while the token is requested. */
interface Loading {
  readonly text: string;
  /** A BCP 47 language tag. */
  readonly locale: string;
  /** Opens another empty popup when the current one is closed. Returns undefined when the browser blocks it. */
  readonly reopen: () => Window | undefined;
}

/** A member of a popup's own session storage. */
export interface StoredText {
  readonly key: string;
  readonly text: string;
}

/** A widget in a popup. */
export interface PopupSurface extends Surface, MessageSource {
  /**
   * Navigates it to the widget's address.
   *
   * @param stored kept in the popup for a page of this origin to which the widget returns
   */
  readonly navigate: (url: URL, stored: StoredText) => void;
  /** Whether it seems closed. A page with Cross-Origin-Opener-Policy seems closed while it is open. */
  readonly isClosed: () => boolean;
}

/**
 * Shows a text in an empty popup until its navigation. The popup keeps this page as its opener: a window without an
 * opener cannot be closed from this page.
 */
export function showInPopup(popup: Window, {text, locale, reopen}: Loading): PopupSurface {
  let current = popup;
  let address: URL | undefined;
  let kept: StoredText | undefined;
  const load = () => {
    if (kept) storeIn(current, kept);
    if (address) current.location.replace(address);
    else drawText(current, text, locale);
  };
  load();
  return {
    movable: true,
    navigate(url, stored) {
      address = url;
      kept = stored;
      load();
    },
    get contentWindow() {
      return current;
    },
    isClosed: () => current.closed,
    focus() {
      if (!current.closed) return current.focus();
      const reopened = reopen();
      if (!reopened) return;
      current = reopened;
      load();
    },
    destroy: () => current.close(),
  };
}

/**
 * Uses DOM calls and the CSS object model only: the popup inherits the page's content security policy, which may forbid
 * style sheets and style attributes.
 */
function drawText(popup: Window, text: string, locale: string): void {
  try {
    const {document} = popup;
    const line = document.createElement('p');
    document.title = line.textContent = text;
    document.documentElement.lang = locale;
    Object.assign(line.style, {font: '18px sans-serif', margin: '30vh 1rem', textAlign: 'center'});
    document.documentElement.style.colorScheme = 'light dark';
    document.body.replaceChildren(line);
  } catch {
    // The person has closed the popup, or navigated it to another origin.
  }
}

/** The empty popup has this page's origin, but a session storage of its own. */
function storeIn(popup: Window, {key, text}: StoredText): void {
  try {
    popup.sessionStorage.setItem(key, text);
  } catch {
    // The browser blocks the storage. The status alone tells the end of the repair.
  }
}
