import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, replaceFile } from '../storage/durable-file.js';
import type { EventBatch, EventsOptions, SpoolRecord } from '../port.js';
import { formatCursor, parseCursor, type Position } from './cursor.js';
import { SPOOL_DEFAULTS, type SpoolOptions, type SpoolStats } from './options.js';
import { SegmentReader } from './segment-reader.js';
import { Segments } from './segments.js';
import { SpoolWriter } from './spool-writer.js';
import { WakeUp } from './wake-up.js';

/**
 * What decoys said, kept on disk until a collector has read it: JSON lines in numbered segments.
 * A read with a cursor says that everything before it is safe elsewhere, so older segments go.
 */
export class Spool {
  private readonly written = new WakeUp();
  private readonly writer: SpoolWriter;
  private readonly reader: SegmentReader;
  private lastRead: Position | null = null;
  private lostUnread = 0;

  private constructor(
    directory: string,
    private readonly id: string,
    private readonly segments: Segments,
    private readonly options: SpoolOptions,
  ) {
    this.writer = new SpoolWriter(directory, segments, options, () => this.written.wake(), () => this.shrink());
    this.reader = new SegmentReader(segments);
  }

  /** Makes the directory (0700) when it is missing. Only one spool may be open on it at a time. */
  static async open(directory: string, options: Partial<SpoolOptions> = {}): Promise<Spool> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const spool = new Spool(directory, await idOf(directory), await Segments.open(directory), { ...SPOOL_DEFAULTS, ...options });
    await spool.shrink();
    return spool;
  }

  /** Never waits and never throws: a decoy must not stall on its diary. */
  append(record: SpoolRecord): void {
    this.writer.push(JSON.stringify(record));
  }

  /**
   * Events after the cursor, oldest first. A cursor of a segment that is gone, of another spool or of nobody continues at the oldest
   * event there is: events carry ids, so a repeat is harmless and a gap is not.
   */
  async read(after: string | null, { limit, waitMs, signal }: EventsOptions): Promise<EventBatch> {
    const given = after === null ? null : this.locate(after);
    if (given) await this.confirm(given);
    const start = given ?? { segment: 0, offset: 0 };
    const seen = this.written.count;
    const first = await this.batch(start, limit);
    if (first.events.length > 0 || waitMs <= 0) return first;
    await this.written.since(seen, waitMs, signal);
    return this.batch(start, limit);
  }

  stats(): SpoolStats {
    return { segments: this.segments.count, bytes: this.segments.bytes, lost: this.lostUnread + this.writer.dropped };
  }

  /** Resolves when everything appended so far can be read and survives the death of the process. */
  flush(): Promise<void> {
    return this.writer.flush();
  }

  async close(): Promise<void> {
    await this.writer.close();
    this.written.end();
  }

  private async batch(start: Position, limit: number): Promise<EventBatch> {
    const { records, end } = await this.reader.read(start, limit);
    const events = records.map(({ record, after }) => ({ ...record, cursor: formatCursor(this.id, after) }));
    return { events, cursor: formatCursor(this.id, end) };
  }

  /** Null as well for a place that was never written: an older copy of the spool has been put back. */
  private locate(cursor: string): Position | null {
    const position = parseCursor(this.id, cursor);
    return position && position.segment <= (this.segments.last?.number ?? 0) ? position : null;
  }

  private async confirm(position: Position): Promise<void> {
    this.lastRead = position;
    await this.segments.removeBefore(position.segment);
  }

  private async shrink(): Promise<void> {
    const lost = await this.segments.shrinkTo(this.options.maxBytes, this.lastRead);
    this.lostUnread += lost;
    if (lost > 0) this.options.onTrouble(`the spool is full: ${lost} unread events were dropped`);
  }
}

async function idOf(directory: string): Promise<string> {
  const path = join(directory, 'id');
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const id = randomBytes(4).toString('hex');
  await replaceFile(path, id);
  return id;
}
