import {english} from '../element/strings.js';
import type {WidgetContext, WidgetOutcome} from '../providers/provider.js';
import {loadStatus} from '../repair/lazy-parts.js';

type Loading = Pick<WidgetContext, 'text' | 'window' | 'settings'>;

// Of no use before there is such a window.
english.elsewhere = 'Please continue in the other window.';

/**
 * Says in the empty window that something is coming. By DOM calls and the CSS object model only: the window has the
 * page's content security policy, which may forbid style sheets and style attributes.
 */
export function drawLoading({window, text, settings: {locale}}: Loading): void {
  // It may be closed, or somewhere else already.
  if (!window || window.closed) return;
  try {
    const {document} = window;
    const line = document.createElement('p');
    document.title = line.textContent = text('opening');
    document.documentElement.lang = locale;
    Object.assign(line.style, {font: '18px sans-serif', margin: '30vh 1rem', textAlign: 'center'});
    document.documentElement.style.colorScheme = 'light dark';
    document.body.replaceChildren(line);
  } catch {
    // A window of another origin is not ours to draw in any more.
  }
}

/**
 * Takes the window that was opened in the click to the widget's address, and waits for how the repair ends. The window
 * itself cannot tell: a bank's pages may cut it off from this page (Cross-Origin-Opener-Policy), and then it counts as
 * closed while the person is still there. So a window that is gone makes the backend be asked sooner, and the person be
 * offered a new one; how it ended is what the backend says, or the person, or the end of the token's life.
 *
 * @param domain of the vendor
 */
export async function openPopup(context: WidgetContext, domain: string): Promise<WidgetOutcome> {
  const {signal, shown, reported} = context;
  const url = context.widgetUrl(domain);
  if (!url) return errored('invalid-token', 'No usable address');
  let {window: popup} = context;
  if (!popup) return errored('popup-blocked', 'No window');
  // Before the person is sent anywhere: should it be out of reach, nobody would hear how the repair there ends.
  const {watchWindow} = await loadStatus();
  signal.throwIfAborted();
  // Still our own empty page, so that here it is certain.
  if (popup.closed) return {type: 'aborted', reason: 'returned'};
  // It keeps its opener, this page: a window without one cannot be closed from here, whatever becomes of the repair.
  popup.location.replace(url);
  shown({
    movable: true,
    focus() {
      if (!popup!.closed) return popup!.focus();
      popup = window.open(url, '', 'popup,width=480,height=720') ?? popup;
    },
    destroy: () => popup!.close(),
  });
  // Nothing is heard from there: that it is on its way is all there is to know.
  reported();
  return watchWindow(context, () => popup!.closed);
}

const errored = (code: 'invalid-token' | 'popup-blocked', message: string): WidgetOutcome => ({
  type: 'errored',
  error: {code, message},
});
