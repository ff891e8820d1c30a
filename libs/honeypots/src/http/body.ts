import { createHash } from 'node:crypto';
import type { ByteInput } from '../connection/byte-input.js';
import { readHeaders, type Grammar } from './grammar.js';
import type { Head } from './message.js';

/** How much of a body is kept; all of it is hashed. */
const KEPT = 65_536;

export interface Body {
  kept: Buffer;
  bytes: number;
  /** Hex; null without a body. */
  sha256: string | null;
  /** The framing was wrong, or the other side went away before the end. */
  broken: boolean;
}

/** Reads a body to its end and keeps the beginning. How long it may be is the business of the connection's limits. */
export async function readBody(input: ByteInput, { length, chunked }: Head, grammar: Grammar): Promise<Body> {
  const sink = new Sink();
  const complete = chunked ? await readChunks(input, sink, grammar) : await readBlock(input, length, sink);
  return sink.body(!complete);
}

class Sink {
  private readonly hash = createHash('sha256');
  private readonly parts: Buffer[] = [];
  private kept = 0;
  private bytes = 0;

  take(block: Buffer): void {
    this.hash.update(block);
    this.bytes += block.length;
    const part = block.subarray(0, KEPT - this.kept);
    this.kept += part.length;
    // A copy: a slice would keep the whole chunk of the socket alive.
    if (part.length > 0) this.parts.push(Buffer.from(part));
  }

  body(broken: boolean): Body {
    return { kept: Buffer.concat(this.parts), bytes: this.bytes, sha256: this.bytes > 0 ? this.hash.digest('hex') : null, broken };
  }
}

async function readBlock(input: ByteInput, length: number, sink: Sink): Promise<boolean> {
  for (let left = length; left > 0;) {
    const block = await input.some(left);
    if (block === null) return false;
    sink.take(block);
    left -= block.length;
  }
  return true;
}

async function readChunks(input: ByteInput, sink: Sink, grammar: Grammar): Promise<boolean> {
  for (;;) {
    const line = await input.line(256);
    const size = line && 'text' in line ? /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(line.text)?.[1] : undefined;
    if (size === undefined) return false;
    const length = Number.parseInt(size, 16);
    if (length === 0) return Array.isArray(await readHeaders(input, grammar));
    if (!await readBlock(input, length, sink)) return false;
    const end = await input.line(1);
    if (end === null || !('text' in end) || end.text.trim() !== '') return false;
  }
}
