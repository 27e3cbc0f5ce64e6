/** Receives the data of a message whose window and origin match. The data's shape is unchecked. */
export type Receive = (data: unknown) => void;

const frames = new Map<HTMLIFrameElement, {origin: string; receive: Receive}>();

/**
 * Passes a frame's messages to `receive`. A message must come from the frame's window and its exact origin. This is the
 * only `message` listener. It exists only while a frame exists.
 *
 * @returns a function that stops listening
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
