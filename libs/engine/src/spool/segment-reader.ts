import { open } from 'node:fs/promises';
import { errorCode } from '../storage/durable-file.js';
import type { SpoolRecord } from '../port.js';
import type { Position } from './cursor.js';
import type { Segment, Segments } from './segments.js';

const CHUNK_BYTES = 256 * 2 ** 10;
/** A batch ends here even when `limit` would allow more: an answer is held in memory whole. */
const BATCH_BYTES = 4 * 2 ** 20;
const NEWLINE = 0x0a;

export interface PlacedRecord { record: SpoolRecord; after: Position }
export interface ReadRecords { records: PlacedRecord[]; end: Position }

/** Reads whole lines out of segments; torn or damaged ones are passed over. */
export class SegmentReader {
  constructor(private readonly segments: Segments) {}

  async read(start: Position, limit: number): Promise<ReadRecords> {
    const records: PlacedRecord[] = [];
    let end = start;
    for (let bytes = 0; records.length < limit && bytes < BATCH_BYTES;) {
      const segment = this.segments.atOrAfter(end.segment);
      if (!segment) break;
      if (segment.number !== end.segment) end = { segment: segment.number, offset: 0 };
      if (end.offset >= segment.size) {
        const next = this.segments.atOrAfter(segment.number + 1);
        if (!next) break;
        end = { segment: next.number, offset: 0 };
        continue;
      }
      const chunk = await this.chunk(segment, end.offset);
      const from = end.offset;
      // A file that went, or was cut short by other hands, is over.
      end = chunk.length > 0 ? takeLines(chunk, end, limit, records) : { segment: segment.number, offset: segment.size };
      bytes += end.offset - from;
    }
    return { records, end };
  }

  /** From the offset to the end of a line, or to the end of the segment where its last line is torn. */
  private async chunk(segment: Segment, offset: number): Promise<Buffer> {
    const available = segment.size - offset;
    for (let wanted = CHUNK_BYTES; ; wanted *= 2) {
      const chunk = await readAt(this.segments.path(segment.number), offset, Math.min(wanted, available));
      if (wanted >= available) return chunk;
      const whole = chunk.lastIndexOf(NEWLINE) + 1;
      if (whole > 0) return chunk.subarray(0, whole);
    }
  }
}

function takeLines(chunk: Buffer, start: Position, limit: number, records: PlacedRecord[]): Position {
  let at = 0;
  while (at < chunk.length && records.length < limit) {
    const newline = chunk.indexOf(NEWLINE, at);
    const line = newline < 0 ? null : chunk.toString('utf8', at, newline);
    at = newline < 0 ? chunk.length : newline + 1;
    const record = line === null ? null : parseRecord(line);
    if (record) records.push({ record, after: { segment: start.segment, offset: start.offset + at } });
  }
  return { segment: start.segment, offset: start.offset + at };
}

function parseRecord(line: string): SpoolRecord | null {
  try {
    const value = JSON.parse(line) as SpoolRecord | null;
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Empty when the file went while it was read. */
async function readAt(path: string, offset: number, length: number): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
