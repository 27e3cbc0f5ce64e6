/** The opcodes of RFC 6455. */
export const opcodes = {continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa} as const;

/** The maximum length of a frame, in bytes. */
const MAX_PAYLOAD = 1_000_000;

export interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** Encodes an unmasked frame. Servers do not mask frames. */
export function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const {length} = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

/** Parses frames from a stream. */
export class FrameReader {
  #buffer: Buffer = Buffer.alloc(0);

  /**
   * Adds a chunk. Returns the frames that are complete.
   * @throws {RangeError} for an unmasked frame, reserved bits, or a frame that is too long
   */
  read(chunk: Buffer): Frame[] {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const frame = this.#next();
      if (!frame) return frames;
      frames.push(frame);
    }
  }

  #next(): Frame | null {
    const buffer = this.#buffer;
    if (buffer.length < 2) return null;
    const [first = 0, second = 0] = buffer;
    if ((first & 0x70) !== 0 || (second & 0x80) === 0) throw new RangeError('not a valid client frame');
    const short = second & 0x7f;
    const offset = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (buffer.length < offset + 4) return null;
    const length = short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
    if (length > MAX_PAYLOAD) throw new RangeError('the frame is too long');
    const end = offset + 4 + length;
    if (buffer.length < end) return null;
    const mask = buffer.subarray(offset, offset + 4);
    const payload = Buffer.from(buffer.subarray(offset + 4, end));
    for (let index = 0; index < length; index++) payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
    this.#buffer = buffer.subarray(end);
    return {final: (first & 0x80) !== 0, opcode: first & 0x0f, payload};
  }
}
