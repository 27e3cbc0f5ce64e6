// @ts-check
/**
 * What the server learns by itself, by webhooks above all, as server-sent events.
 */

/** @typedef {{id: string, provider: string, status: string, statusReason: string | null, tone: string, source: string}} Update */

/**
 * Follows while the page is to be seen: a browser has few connections to one server, and a stream that stayed open
 * would also keep the page from being kept in memory for the Back button.
 *
 * @param {{onUpdate(update: Update): void, onReturn(): void}} handlers `onReturn` is called when updates may have been
 *   missed
 * @returns {() => void} ends it
 */
export function followUpdates({onUpdate, onReturn}) {
  /** @type {EventSource | undefined} */
  let stream;
  let wasAway = false;

  function follow() {
    if (document.visibilityState === 'hidden') {
      stream?.close();
      stream = undefined;
      wasAway = true;
    } else if (!stream) {
      stream = new EventSource('/demo/updates');
      stream.addEventListener('hello', () => {
        if (wasAway) onReturn();
        // The browser comes back by itself when the stream is lost.
        wasAway = true;
      });
      stream.addEventListener('message', ({data}) => onUpdate(JSON.parse(data)));
    }
  }

  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    stream?.close();
  };
}
