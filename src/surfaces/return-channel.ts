import {listen, type MessageSource} from './messages.js';
import {isReportOf, RETURN_CHANNEL} from './return-report.js';

/**
 * Calls `onReturn` when the return page reports a repair. It reports over the opener, a broadcast channel and local storage,
 * because each of them fails somewhere: a bank's page can cut the opener, and in a frame of another site the two others are
 * partitioned. All of them reach only pages of this origin.
 *
 * @param popup the window with the return page
 * @returns a function that stops listening
 */
export function listenForReturn(repairId: string, popup: MessageSource, onReturn: () => void): () => void {
  const receive = (data: unknown) => {
    if (isReportOf(repairId, data)) onReturn();
  };
  const readStored = ({key, newValue}: StorageEvent) => {
    if (key === RETURN_CHANNEL) receive(parse(newValue));
  };
  const stopListening = listen(popup, location.origin, receive);
  const channel = openChannel();
  if (channel) channel.onmessage = ({data}) => receive(data);
  addEventListener('storage', readStored);
  return () => {
    stopListening();
    channel?.close();
    removeEventListener('storage', readStored);
  };
}

/** Some browsers refuse a channel to a page whose storage is blocked. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(RETURN_CHANNEL);
  } catch {
    return undefined;
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
