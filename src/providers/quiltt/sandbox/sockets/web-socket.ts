import {createHash} from 'node:crypto';
import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {encodeFrame, FrameReader, opcodes, type Frame} from './frames.js';

/** The GUID that RFC 6455 appends to the client's key. */
const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Close codes of RFC 6455. */
const NORMAL = 1000;
const PROTOCOL_ERROR = 1002;

export interface SocketListener {
  onText(text: string): void;
  /** Called once, after either side has closed the connection. */
  onEnd(): void;
}

/**
 * The server's side of one WebSocket, with text messages only. The sandbox does not use the `ws` library, because it is
 * shipped as one bundle and the build cannot bundle `ws` without a further plug-in.
 */
export class ServerSocket {
  readonly #socket: Duplex;
  readonly #reader = new FrameReader();
  readonly #fragments: Buffer[] = [];
  readonly #listener: SocketListener;
  #closing = false;

  /**
   * Completes the handshake of a WebSocket. For an invalid handshake, closes the connection and returns null.
   * @param protocol the subprotocol, used if the client offers it
   */
  static accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    protocol: string,
    listen: (socket: ServerSocket) => SocketListener,
  ): ServerSocket | null {
    const {'sec-websocket-key': key, 'sec-websocket-version': version} = request.headers;
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || !key || version !== '13') {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return null;
    }
    const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${createHash('sha1').update(`${key}${MAGIC}`).digest('base64')}`,
      ...(offered.includes(protocol) ? [`Sec-WebSocket-Protocol: ${protocol}`] : []),
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    return new ServerSocket(socket, head, listen);
  }

  private constructor(socket: Duplex, head: Buffer, listen: (socket: ServerSocket) => SocketListener) {
    this.#socket = socket;
    this.#listener = listen(this);
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.once('close', () => this.#listener.onEnd());
    if (head.length > 0) this.#receive(head);
  }

  sendText(text: string): void {
    this.#send(opcodes.text, Buffer.from(text));
  }

  close(code = NORMAL): void {
    if (this.#closing) return;
    const payload = Buffer.alloc(2);
    payload.writeUInt16BE(code);
    this.#send(opcodes.close, payload);
    this.#closing = true;
    this.#socket.end();
  }

  #send(opcode: number, payload: Buffer): void {
    if (!this.#closing && this.#socket.writable) this.#socket.write(encodeFrame(opcode, payload));
  }

  #receive(chunk: Buffer): void {
    if (this.#closing) return;
    try {
      for (const frame of this.#reader.read(chunk)) this.#take(frame);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.close(PROTOCOL_ERROR);
    }
  }

  #take({final, opcode, payload}: Frame): void {
    if (this.#closing) return;
    if (opcode === opcodes.close) return this.close();
    if (opcode === opcodes.ping) return this.#send(opcodes.pong, payload);
    if (opcode !== opcodes.text && opcode !== opcodes.continuation) return;
    this.#fragments.push(payload);
    if (final) this.#listener.onText(Buffer.concat(this.#fragments.splice(0)).toString('utf8'));
  }
}
