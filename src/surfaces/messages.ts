/** Gets the data of a message from the right window and the right origin. Its shape is still unchecked. */
export type Receive = (data: unknown) => void;

const frames = new Map<HTMLIFrameElement, {origin: string; receive: Receive}>();

/**
 * Passes on what a frame posts to this window, matched by its window first, then by its exact origin. This is the only
 * `message` listener; it exists only while a frame does.
 *
 * @returns a function that stops it
 */
export function listen(frame: HTMLIFrameElement, origin: string, receive: Receive): () => void {
  frames.set(frame, {origin, receive});
  addEventListener('message', dispatch);
  return () => {
    frames.delete(frame);
    if (!frames.size) removeEventListener('message', dispatch);
  };
}

function dispatch({source, origin, data}: MessageEvent): void {
  for (const [frame, entry] of frames) {
    if (source && source === frame.contentWindow && origin === entry.origin) entry.receive(data);
  }
}
