import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader } from '../src/wire/frame-reader.js';

export interface RawFrame { header: string; body: string }

const WITHIN_MS = 10_000;

/** A frame as bytes, right or wrong. */
export function frame(header: string, body = '', length = Buffer.byteLength(body)): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return Buffer.concat([Buffer.from(`${header}\n`), size, Buffer.from(body)]);
}

/** Speaks to a broker in bytes. */
export class RawClient {
  readonly frames: RawFrame[] = [];
  readonly ended: Promise<unknown>;
  private readonly waiting = new Set<() => void>();

  private constructor(readonly socket: Socket) {
    const reader = new FrameReader((bytes, start, headerEnd, bodyStart, end) => {
      this.frames.push({ header: bytes.toString('latin1', start, headerEnd), body: bytes.toString('utf8', bodyStart, end) });
      return true;
    });
    socket.on('data', (chunk) => {
      reader.push(chunk);
      for (const look of this.waiting) look();
    });
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', resolve));
  }

  static async open(path: string): Promise<RawClient> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Says something that is answered; resolves with the answer. */
  async ask(header: string): Promise<string> {
    const before = this.frames.length;
    this.socket.write(frame(header));
    await this.until((frames) => frames.length > before);
    return this.frames.at(-1)!.header;
  }

  until(condition: (frames: readonly RawFrame[]) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.frames.length} frames, the last ${this.frames.at(-1)?.header}`)), WITHIN_MS);
      const look = (): void => {
        if (!condition(this.frames)) return;
        clearTimeout(late);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  get headers(): string[] {
    return this.frames.map(({ header }) => header);
  }
}
