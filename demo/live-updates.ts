import type {Context} from 'hono';
import {streamSSE} from 'hono/streaming';

/** The time in milliseconds after which a browser reconnects a lost stream. */
const retry = 1_000;

/** Sends status changes to open pages as server-sent events. */
export class LiveUpdates<Update> {
  readonly #listeners = new Set<(update: Update) => void>();

  publish(update: Update): void {
    for (const listener of this.#listeners) listener(update);
  }

  /** Answers with a stream that ends when the page disconnects. */
  stream(context: Context): Response {
    return streamSSE(context, async stream => {
      // Browsers ignore an event without data.
      await stream.writeSSE({event: 'hello', data: 'connected', retry});
      const listener = (update: Update): void => void stream.writeSSE({data: JSON.stringify(update)});
      this.#listeners.add(listener);
      await new Promise<void>(resolve => stream.onAbort(resolve));
      this.#listeners.delete(listener);
    });
  }
}
