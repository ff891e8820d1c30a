import { checkBodyLength, LENGTH_BYTES } from './frame.js';

/** Whole frames, in one piece of memory. */
interface Batch { bytes: Buffer; frames: number }

const SEGMENT_BYTES = 64 * 1024;
/** Bytes of this size are kept as they are instead of being copied, if that keeps little else in memory. */
const WORTH_KEEPING_BYTES = 16 * 1024;
/** A character takes three bytes at most (one outside the basic plane counts as two). */
const BYTES_PER_CHARACTER = 3;
const NO_LENGTH = '\0'.repeat(LENGTH_BYTES);

/** Frames that wait to be written. Bounded: when there are too many, the oldest go, a batch at a time, and are counted. */
export class Outbox {
  private readonly batches: Batch[] = [];
  private segment = Buffer.alloc(0);
  /** The open batch is the segment's bytes from here … */
  private start = 0;
  /** … to here. */
  private used = 0;
  private openFrames = 0;
  private bytes = 0;
  private dropped = 0;

  constructor(private readonly limitBytes: number) {}

  /** Bytes that wait. */
  get size(): number {
    return this.bytes;
  }

  /** Adds whole frames. The caller does not change the bytes afterwards. */
  add(bytes: Buffer, frames: number): void {
    if (bytes.length >= WORTH_KEEPING_BYTES && bytes.length * 2 >= bytes.buffer.byteLength) {
      this.seal();
      this.batches.push({ bytes, frames });
    } else {
      this.makeRoom(bytes.length);
      bytes.copy(this.segment, this.used);
      this.used += bytes.length;
      this.openFrames += frames;
    }
    this.grow(bytes.length);
  }

  /**
   * Adds one frame.
   * @param counts whether it counts as lost when it is dropped
   * @throws RangeError when the body is too long for a frame
   */
  addText(header: string, body: string, counts = true): void {
    const most = (header.length + 1 + LENGTH_BYTES + body.length) * BYTES_PER_CHARACTER;
    if (most > SEGMENT_BYTES) checkBodyLength(Buffer.byteLength(body));
    this.makeRoom(most);
    // One write for all of it; the length is filled in when it is known.
    const written = this.segment.write(`${header}\n${NO_LENGTH}${body}`, this.used, 'utf8');
    const lengthAt = header.length + 1;
    this.segment.writeUInt32BE(written - lengthAt - LENGTH_BYTES, this.used + lengthAt);
    this.used += written;
    this.openFrames += counts ? 1 : 0;
    this.grow(written);
  }

  /** Takes the oldest batches out, up to about so many bytes. */
  take(mostBytes: number): Batch[] {
    this.seal();
    const taken: Batch[] = [];
    let bytes = 0;
    while (this.batches.length > 0 && bytes < mostBytes) {
      const batch = this.batches.shift()!;
      bytes += batch.bytes.length;
      taken.push(batch);
    }
    this.bytes -= bytes;
    return taken;
  }

  /** Frames that were dropped since the last call. */
  takeDropped(): number {
    const { dropped } = this;
    this.dropped = 0;
    return dropped;
  }

  private grow(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes <= this.limitBytes) return;
    this.seal();
    while (this.bytes > this.limitBytes) {
      const oldest = this.batches.shift()!;
      this.bytes -= oldest.bytes.length;
      this.dropped += oldest.frames;
    }
  }

  private makeRoom(bytes: number): void {
    if (this.segment.length - this.used >= bytes) return;
    this.seal();
    this.segment = Buffer.allocUnsafeSlow(Math.max(SEGMENT_BYTES, bytes));
    this.start = this.used = 0;
  }

  /** What is open becomes a batch; the rest of the segment is used on. */
  private seal(): void {
    if (this.start === this.used) return;
    this.batches.push({ bytes: this.segment.subarray(this.start, this.used), frames: this.openFrames });
    this.start = this.used;
    this.openFrames = 0;
  }
}
