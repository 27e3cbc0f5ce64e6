// Removes a delay of Firefox's remote protocol.
import {subscribe, unsubscribe} from 'node:diagnostics_channel';

/** A pong without a payload, and its mask. Firefox drops a connection that sends a mask of zeros. */
const PONG = Buffer.from([0x8a, 0x80, 1, 2, 3, 4]);

/** Sends a pong after each piece of data, from the upgrade to a WebSocket on. */
function acknowledgeAtOnce({socket}) {
  let isWebSocket = false;
  socket.on('data', data => {
    if (isWebSocket && socket.writable) socket.write(PONG);
    isWebSocket ||= data.toString('latin1', 0, 12) === 'HTTP/1.1 101';
  });
}

/**
 * Calls `launch`, and keeps the connection to the launched browser from waiting. Firefox sends its replies with Nagle's
 * algorithm, and the kernel delays acknowledgements, so the second of two replies arrives 40 ms late and a click takes a
 * second. Data to Firefox carries the acknowledgement. A pong that nobody has requested is such data (RFC 6455, section
 * 5.5.3).
 *
 * @template Result
 * @param {() => Promise<Result>} launch
 * @returns {Promise<Result>}
 */
export async function withoutLatency(launch) {
  subscribe('net.client.socket', acknowledgeAtOnce);
  try {
    return await launch();
  } finally {
    unsubscribe('net.client.socket', acknowledgeAtOnce);
  }
}
