import type { ServerResponse } from 'node:http';
import type { Principal } from '../access/index.js';
import { sseFrame, type SseEvent } from './frame.js';

/** More than this unsent, and the reader is dropped: it comes back and resumes. */
export const UNSENT_LIMIT_BYTES = 256 * 1024;

const LINGER_MS = 1_000;

export const CLOSE_REASONS = ['client', 'server', 'slow', 'revoked'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** One open event stream. Writing to a closed one does nothing. */
export class SseStream {
  private readonly closeListeners: ((reason: CloseReason) => void)[] = [];
  private reason: CloseReason | undefined;
  private written = 0;
  /** Count of bytes written at which the snapshot ended. */
  private snapshotEnd = 0;

  constructor(private readonly raw: ServerResponse, readonly principal: Principal) {
    raw.once('close', () => this.end('client'));
    raw.on('error', () => this.end('client'));
  }

  get closed(): boolean {
    return this.reason !== undefined;
  }

  /** @returns false when the stream is closed, or was just dropped for being too slow */
  send(event: SseEvent): boolean {
    return this.write(sseFrame(event));
  }

  /** Sends what the reader starts from; however large, it does not count against the limit of unsent bytes. */
  sendSnapshot(event: SseEvent): boolean {
    const sent = this.send(event);
    this.snapshotEnd = this.written;
    return sent;
  }

  /** Sends frames that were built before, for all readers at once. */
  write(frames: string | Buffer): boolean {
    if (this.closed) return false;
    if (this.unsentBeyondSnapshot() > UNSENT_LIMIT_BYTES) {
      this.end('slow');
      return false;
    }
    this.written += typeof frames === 'string' ? Buffer.byteLength(frames) : frames.length;
    this.raw.write(frames);
    return true;
  }

  /** Waits until the reader has taken what was written, so that catching up goes at its pace. Resolves at close, too. */
  drained(): Promise<void> | undefined {
    if (this.closed || !this.raw.writableNeedDrain) return undefined;
    return new Promise((resolve) => {
      this.raw.once('drain', resolve);
      this.onClose(() => resolve());
    });
  }

  comment(text: string): boolean {
    return this.write(`: ${text}\n\n`);
  }

  /** Called once, at once when it is closed already. */
  onClose(listener: (reason: CloseReason) => void): void {
    if (this.reason === undefined) this.closeListeners.push(listener);
    else listener(this.reason);
  }

  close(reason: CloseReason = 'server'): void {
    this.end(reason);
  }

  private unsentBeyondSnapshot(): number {
    const unsent = this.raw.writableLength;
    const sent = this.written - unsent;
    return unsent - Math.max(0, this.snapshotEnd - sent);
  }

  /** A reader that does not take the rest would keep the connection, and the server that wants to stop, waiting. */
  private endSoon(): void {
    this.raw.end();
    const timer = setTimeout(() => this.raw.destroy(), LINGER_MS).unref();
    this.raw.once('close', () => clearTimeout(timer));
  }

  private end(reason: CloseReason): void {
    if (this.reason !== undefined) return;
    this.reason = reason;
    // What a slow reader has not taken would stay in memory until it does; a reset frees it now.
    if (reason === 'slow') this.raw.destroy();
    else this.endSoon();
    for (const listener of this.closeListeners.splice(0)) listener(reason);
  }
}
