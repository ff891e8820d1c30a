import { createReadStream } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../storage/durable-file.js';
import type { Position } from './cursor.js';

export interface Segment {
  number: number;
  /** Bytes that readers may see; the last one of them ends a line, unless the process died while it wrote. */
  size: number;
}

const SEGMENT_FILE = /^(\d{8})\.jsonl$/;
const NEWLINE = 0x0a;

/** The files of a spool, oldest first. Numbers only ever grow, so a cursor never means two places. */
export class Segments {
  private constructor(private readonly directory: string, private readonly list: Segment[]) {}

  static async open(directory: string): Promise<Segments> {
    const list: Segment[] = [];
    for (const name of await readdir(directory)) {
      const match = SEGMENT_FILE.exec(name);
      if (match) list.push({ number: Number(match[1]), size: (await stat(join(directory, name))).size });
    }
    list.sort((a, b) => a.number - b.number);
    return new Segments(directory, list);
  }

  path(number: number): string {
    return join(this.directory, `${String(number).padStart(8, '0')}.jsonl`);
  }

  get count(): number { return this.list.length; }

  get bytes(): number { return this.list.reduce((sum, { size }) => sum + size, 0); }

  get last(): Segment | undefined { return this.list.at(-1); }

  add(number: number): Segment {
    const segment = { number, size: 0 };
    this.list.push(segment);
    return segment;
  }

  /** The segment with this number or, where it is gone, the oldest younger one. */
  atOrAfter(number: number): Segment | undefined {
    return this.list.find((segment) => segment.number >= number);
  }

  /** Removes the files before this number; the last one stays, it may be being written. */
  async removeBefore(number: number): Promise<void> {
    while (this.list.length > 1 && this.list[0]!.number < number) await this.remove(this.list.shift()!);
  }

  /** Removes oldest files until at most `maxBytes` are kept; returns how many events after `read` nobody will ever read. */
  async shrinkTo(maxBytes: number, read: Position | null): Promise<number> {
    let lost = 0;
    while (this.list.length > 1 && this.bytes > maxBytes) {
      // Taken off the list before the first wait: a reader that frees files meanwhile must not free another one in its place.
      const oldest = this.list.shift()!;
      lost += await this.unread(oldest, read);
      await this.remove(oldest);
    }
    return lost;
  }

  private async unread({ number }: Segment, read: Position | null): Promise<number> {
    if (read && read.segment > number) return 0;
    return countLines(this.path(number), read?.segment === number ? read.offset : 0);
  }

  private async remove({ number }: Segment): Promise<void> {
    await unlink(this.path(number)).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
    });
  }
}

async function countLines(path: string, start: number): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path, { start })) {
    for (const byte of chunk as Buffer) if (byte === NEWLINE) lines += 1;
  }
  return lines;
}
