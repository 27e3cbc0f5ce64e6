/** Receives the data of a message whose window and origin match. The data's shape is unchecked. */
export type Receive = (data: unknown) => void;

/** A frame, or the holder of a popup. */
export type MessageSource = Pick<HTMLIFrameElement, 'contentWindow'>;

const sources = new Map<MessageSource, {origin: string; receive: Receive}>();

/**
 * Passes the messages of a frame or popup to `receive`. A message must come from its window and its exact origin. This is
 * the only `message` listener. It exists only while a source exists.
 *
 * @returns a function that stops listening
 */
export function listen(from: MessageSource, origin: string, receive: Receive): () => void {
  sources.set(from, {origin, receive});
  addEventListener('message', dispatch);
  return () => {
    sources.delete(from);
    if (!sources.size) removeEventListener('message', dispatch);
  };
}

function dispatch({source, origin, data}: MessageEvent): void {
  for (const [from, entry] of sources) {
    if (source && source === from.contentWindow && origin === entry.origin) entry.receive(data);
  }
}
