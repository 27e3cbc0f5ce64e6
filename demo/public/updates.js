// @ts-check
/**
 * What the server learns by itself, by webhooks above all, as server-sent events.
 */

/** @typedef {{id: string, provider: string, status: string, statusReason: string | null, tone: string, source: string}} Update */

/**
 * @param {{onUpdate(update: Update): void, onReturn(): void}} handlers `onReturn` is called when updates may have been
 *   missed: the stream was lost, or the page is back from the browser's memory
 */
export function followUpdates({onUpdate, onReturn}) {
  /** @type {EventSource} */
  let stream;
  let isFirst = true;

  function connect() {
    stream = new EventSource('/demo/updates');
    stream.addEventListener('hello', () => {
      if (!isFirst) onReturn();
      isFirst = false;
    });
    stream.addEventListener('message', ({data}) => onUpdate(JSON.parse(data)));
  }

  connect();
  // A stream that stays open would keep the page out of the browser's memory.
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', ({persisted}) => persisted && connect());
}
