// @ts-check
/**
 * What the server learns by itself, by webhooks above all, as server-sent events.
 */

/** @typedef {{id: string, provider: string, status: string, statusReason: string | null, tone: string, source: string}} Update */

/**
 * Follows while the page is to be seen: a browser has few connections to one server, and a stream that stayed open
 * would also keep the page from being kept in memory for the Back button. Who comes back from another window may have
 * done there what no server tells, such as a reset of the sandbox.
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
        // The browser comes back by itself when the stream is lost.
        wasAway = true;
      });
      stream.addEventListener('message', ({data}) => onUpdate(JSON.parse(data)));
    }
  }

  // A widget's frame takes the focus from the window as well; that it is still in the page Firefox knows a moment later.
  const leave = () => void setTimeout(() => (wasLeft = !document.hasFocus()));
  const comeBack = () => {
    // Without a stream it is still out of sight, and catches up when it is seen.
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
