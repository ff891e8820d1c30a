import type { Duplex } from 'node:stream';

/** One line of at most so many bytes, without its line feed; `tooLong` carries what had come by then. */
export type Line = { text: string } | { tooLong: string } | { hopeless: string } | null;

/** Reads a socket line by line and block by block, and never holds more than was asked for and one chunk. */
export class ByteInput {
  private buffer: Buffer = Buffer.alloc(0);
  private over = false;

  constructor(private readonly socket: Duplex) {
    const end = (): void => { this.over = true; };
    socket.once('end', end).once('close', end);
  }

  /** The next line as Latin-1; null when the other side is done. `hopeless` may give up on the beginning of a line. */
  async line(max: number, hopeless: (partial: string) => boolean = () => false): Promise<Line> {
    for (let searched = 0; ;) {
      const at = this.buffer.indexOf(10, searched);
      const partial = at < 0 ? this.buffer : this.buffer.subarray(0, at);
      // Looked at as the bytes come, and once more as a whole.
      if (partial.length > 0 && hopeless(partial.toString('latin1', 0, 128))) return { hopeless: partial.toString('latin1', 0, max) };
      if (partial.length > max) return { tooLong: partial.toString('latin1', 0, max) };
      if (at >= 0) return { text: this.take(at + 1).toString('latin1', 0, at) };
      searched = this.buffer.length;
      if (!await this.more()) return null;
    }
  }

  /** Up to `max` bytes, at least one; null when the other side is done. */
  async some(max: number): Promise<Buffer | null> {
    if (this.buffer.length === 0 && !await this.more()) return null;
    return this.take(Math.min(max, this.buffer.length));
  }

  /** What was read ahead, for whoever reads the socket from now on. */
  rest(): Buffer {
    return this.take(this.buffer.length);
  }

  private take(count: number): Buffer {
    const taken = this.buffer.subarray(0, count);
    this.buffer = this.buffer.subarray(count);
    return taken;
  }

  /** Waits for more; false when there is nothing more to come. */
  private async more(): Promise<boolean> {
    for (;;) {
      const chunk = this.socket.read() as Buffer | null;
      if (chunk) {
        this.buffer = this.buffer.length === 0 ? chunk : Buffer.concat([this.buffer, chunk]);
        return true;
      }
      if (this.over || this.socket.destroyed || this.socket.readableEnded) return false;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          for (const event of EVENTS) this.socket.off(event, wake);
          resolve();
        };
        for (const event of EVENTS) this.socket.on(event, wake);
      });
    }
  }
}

const EVENTS = ['readable', 'end', 'close'] as const;
