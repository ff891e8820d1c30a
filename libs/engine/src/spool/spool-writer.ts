import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { syncDirectory } from '../storage/durable-file.js';
import type { SpoolOptions } from './options.js';
import type { Segment, Segments } from './segments.js';

const BATCH_BYTES = 2 ** 20;

/**
 * Writes lines in batches, one write at a time, behind the event loop's back.
 * Every start begins a segment of its own, so a line torn by a crash is the last of its file and spoils no other.
 */
export class SpoolWriter {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private file: FileHandle | null = null;
  private segment: Segment | null = null;
  private draining: Promise<void> | null = null;
  private syncTimer: NodeJS.Timeout | null = null;
  private readonly stop = new AbortController();
  dropped = 0;

  constructor(
    private readonly directory: string,
    private readonly segments: Segments,
    private readonly options: SpoolOptions,
    private readonly onWritten: () => void,
    private readonly onSegmentFull: () => Promise<void>,
  ) {}

  /** Takes a line without its newline; never waits and never throws. */
  push(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    const { maxRecordBytes, maxPendingBytes } = this.options;
    if (this.stop.signal.aborted || bytes.length > maxRecordBytes || this.pendingBytes + bytes.length > maxPendingBytes) {
      this.dropped += 1;
      return;
    }
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    this.draining ??= this.drain();
  }

  /** Resolves when everything pushed so far was handed to the kernel. */
  async flush(): Promise<void> {
    while (this.draining) await this.draining;
  }

  /** Writes what is left, makes it durable and closes; what cannot be written any more counts as dropped. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.flush();
    if (this.syncTimer) clearTimeout(this.syncTimer);
    await this.file?.datasync().catch((error: unknown) => this.options.onTrouble('the spool could not be synced', error));
    await this.file?.close();
    this.file = null;
  }

  private async drain(): Promise<void> {
    // A turn of the loop later, so that what is said at once is written at once.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.pending.length > 0) {
      const batch = this.takeBatch();
      if (!(await this.writeUntilDone(batch))) break;
    }
    this.draining = null;
  }

  private takeBatch(): { bytes: Buffer; lines: number } {
    let lines = 0;
    let size = 0;
    while (lines < this.pending.length && (lines === 0 || size + this.pending[lines]!.length <= BATCH_BYTES)) {
      size += this.pending[lines]!.length;
      lines += 1;
    }
    return { bytes: Buffer.concat(this.pending.splice(0, lines), size), lines };
  }

  /** False when the spool is being closed and the disk still refuses. */
  private async writeUntilDone(batch: { bytes: Buffer; lines: number }): Promise<boolean> {
    for (;;) {
      try {
        await this.write(batch.bytes);
        this.pendingBytes -= batch.bytes.length;
        return true;
      } catch (error) {
        this.options.onTrouble('the spool cannot be written, trying again', error);
        if (this.stop.signal.aborted) {
          this.dropped += batch.lines + this.pending.length;
          this.pending = [];
          return false;
        }
        await sleep(this.options.retryMs, undefined, { signal: this.stop.signal }).catch(() => undefined);
      }
    }
  }

  /** Always at the place where the last whole batch ended: what a failed write left there is overwritten. */
  private async write(bytes: Buffer): Promise<void> {
    const { file, segment } = await this.current();
    let done = 0;
    while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done, segment.size + done)).bytesWritten;
    segment.size += bytes.length;
    this.syncTimer ??= setTimeout(() => this.sync(), this.options.syncEveryMs).unref();
    this.onWritten();
    if (segment.size >= this.options.segmentBytes) await this.finishSegment(file);
  }

  private async current(): Promise<{ file: FileHandle; segment: Segment }> {
    if (this.file && this.segment) return { file: this.file, segment: this.segment };
    const number = (this.segments.last?.number ?? 0) + 1;
    const file = await open(this.segments.path(number), 'wx', 0o600);
    // A segment whose name is lost in a power cut would be made again under the same number, and a cursor into it would skip events.
    await syncDirectory(this.directory);
    this.file = file;
    this.segment = this.segments.add(number);
    return { file, segment: this.segment };
  }

  /** Never throws: the batch is written, and must not be written again because of what comes after. */
  private async finishSegment(file: FileHandle): Promise<void> {
    this.file = null;
    try {
      await file.datasync();
      await file.close();
      await this.onSegmentFull();
    } catch (error) {
      this.options.onTrouble('a segment of the spool could not be finished', error);
    }
  }

  private sync(): void {
    this.syncTimer = null;
    this.file?.datasync().catch((error: unknown) => this.options.onTrouble('the spool could not be synced', error));
  }
}
