/** Takes the data of a message that came from the right window and the right origin; its shape is still to be checked. */
export type Receive = (data: unknown) => void;

const frames = new Map<HTMLIFrameElement, {origin: string; receive: Receive}>();

/**
 * Passes on what a frame posts to this window: by its window first, then by its exact origin. The only place that listens
 * for messages; it listens only while there is a frame.
 *
 * @returns what ends it
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
