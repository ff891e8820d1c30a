import { LENGTH_BYTES, MAX_BODY_BYTES, MAX_HEADER_BYTES } from './frame.js';
import { WireError } from './wire-error.js';

/**
 * Told of a frame that is whole: `bytes` from `start` to `end`, its header up to the line break at `headerEnd`, its body from `bodyStart`.
 * Nobody else writes to these bytes. Returns false to be told of no more.
 */
export type OnFrame = (bytes: Buffer, start: number, headerEnd: number, bodyStart: number, end: number) => boolean;

const LINE_BREAK = 0x0a;
const NOTHING = Buffer.alloc(0);
const isPrintable = (byte: number): boolean => byte >= 0x20 && byte <= 0x7e;

/** Cuts a stream of bytes into frames without looking into a body. Keeps one unfinished frame at most, and copies no other. */
export class FrameReader {
  /** Beginning of a frame; its first `held` bytes are there. */
  private frame = NOTHING;
  private held = 0;
  /** What the whole frame, or its header and length, come to; 0 while its header is unfinished. */
  private needed = 0;

  constructor(private readonly onFrame: OnFrame) {}

  /** @throws WireError when the bytes are no frame */
  push(chunk: Buffer): void {
    let at = 0;
    while (this.held > 0 && at < chunk.length) at += this.complete(chunk, at);
    if (at === chunk.length) return;
    const rest = this.cut(at === 0 ? chunk : chunk.subarray(at));
    if (rest.length > 0) this.hold(rest);
  }

  /** Adds to the unfinished frame what it lacks. @returns how many bytes those were */
  private complete(chunk: Buffer, at: number): number {
    const lineBreak = this.needed === 0 ? chunk.indexOf(LINE_BREAK, at) : -1;
    const wanted = this.needed > 0 ? this.needed - this.held : lineBreak < 0 ? Infinity : lineBreak - at + 1 + LENGTH_BYTES;
    const count = Math.min(wanted, chunk.length - at);
    const size = this.held + count;
    if (size > this.frame.length) this.hold(this.frame.subarray(0, this.held), size);
    chunk.copy(this.frame, this.held, at, at + count);
    this.held = size;
    if (size < this.needed) return count;
    const rest = this.cut(this.frame.subarray(0, size));
    if (rest.length === 0) this.forget();
    return count;
  }

  private hold(begun: Buffer, room = begun.length): void {
    const frame = Buffer.allocUnsafeSlow(Math.max(this.needed, room));
    begun.copy(frame);
    this.frame = frame;
    this.held = begun.length;
  }

  private forget(): void {
    this.frame = NOTHING;
    this.held = 0;
    this.needed = 0;
  }

  /** @returns the frame that is not whole yet */
  private cut(bytes: Buffer): Buffer {
    let start = 0;
    while (start < bytes.length) {
      const headerEnd = headerEndOf(bytes, start);
      const bodyStart = headerEnd + 1 + LENGTH_BYTES;
      this.needed = headerEnd < 0 ? 0 : bodyStart - start;
      if (headerEnd < 0 || bodyStart > bytes.length) break;
      const length = bytes.readUInt32BE(headerEnd + 1);
      if (length > MAX_BODY_BYTES) throw new WireError('BODY_TOO_LONG');
      const end = bodyStart + length;
      this.needed = end - start;
      if (end > bytes.length) break;
      if (!this.onFrame(bytes, start, headerEnd, bodyStart, end)) return NOTHING;
      start = end;
    }
    return bytes.subarray(start);
  }
}

/** Where the header's line break stands; -1 when it has not come yet. */
function headerEndOf(bytes: Buffer, start: number): number {
  const limit = Math.min(bytes.length, start + MAX_HEADER_BYTES);
  for (let at = start; at < limit; at += 1) {
    const byte = bytes[at]!;
    if (byte === LINE_BREAK) return at;
    if (!isPrintable(byte)) throw new WireError('HEADER_MALFORMED');
  }
  if (limit === start + MAX_HEADER_BYTES) throw new WireError('HEADER_TOO_LONG');
  return -1;
}
