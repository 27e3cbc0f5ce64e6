// @ts-check
/**
 * Receives the server's updates, mostly from webhooks, as server-sent events.
 */

/** @typedef {{id: string, provider: string, status: string, statusReason: string | null, tone: string, source: string}} Update */

/**
 * Receives updates while the page is visible. A browser has few connections to one server, and an open stream keeps the page
 * out of the back/forward cache. A person who returns from another window may have changed something there that causes no
 * update, such as a reset of the sandbox.
 *
 * @param {{onUpdate(update: Update): void, onReturn(): void}} handlers `onReturn` is called when updates may have been
 *   missed
 * @returns {() => void} ends it
 */
export function followUpdates({onUpdate, onReturn}) {
  /** @type {EventSource | undefined} */
  let stream;
  let wasAway = false;
  let wasLeft = false;

  function follow() {
    if (document.visibilityState === 'hidden') {
      stream?.close();
      stream = undefined;
      wasAway = true;
    } else if (!stream) {
      wasLeft = false;
      stream = new EventSource('/demo/updates');
      stream.addEventListener('hello', () => {
        if (wasAway) onReturn();
        // The browser reconnects a lost stream by itself.
        wasAway = true;
      });
      stream.addEventListener('message', ({data}) => onUpdate(JSON.parse(data)));
    }
  }

  // A widget's frame takes the focus from the window, too. Firefox reports the focused frame only a moment later.
  const leave = () => void setTimeout(() => (wasLeft = !document.hasFocus()));
  const comeBack = () => {
    // Without a stream the page is hidden, and catches up when it becomes visible.
    if (wasLeft && stream) onReturn();
    wasLeft = false;
  };

  document.addEventListener('visibilitychange', follow);
  window.addEventListener('blur', leave);
  window.addEventListener('focus', comeBack);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    window.removeEventListener('blur', leave);
    window.removeEventListener('focus', comeBack);
    stream?.close();
  };
}
