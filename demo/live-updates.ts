import type {Context} from 'hono';
import {streamSSE} from 'hono/streaming';

/** Milliseconds after which a browser that has lost the stream comes back. */
const retry = 1_000;

/** What the host learns while pages are open, handed on to them as server-sent events. */
export class LiveUpdates<Update> {
  readonly #listeners = new Set<(update: Update) => void>();

  publish(update: Update): void {
    for (const listener of this.#listeners) listener(update);
  }

  /** Answers with a stream that ends when the page has gone. */
  stream(context: Context): Response {
    return streamSSE(context, async stream => {
      // Browsers drop an event without data.
      await stream.writeSSE({event: 'hello', data: 'connected', retry});
      const listener = (update: Update): void => void stream.writeSSE({data: JSON.stringify(update)});
      this.#listeners.add(listener);
      await new Promise<void>(resolve => stream.onAbort(resolve));
      this.#listeners.delete(listener);
    });
  }
}
