import type { EventBatch, EventsOptions, SpooledEvent, SpoolRecord } from '../port.js';
import { WakeUp } from '../spool/wake-up.js';

const CURSOR = /^fake-(\d+)$/;

/** A spool in memory: keeps everything, resumes anywhere. */
export class FakeEvents {
  private readonly events: SpooledEvent[] = [];
  private readonly written = new WakeUp();

  append(record: SpoolRecord): void {
    this.events.push({ ...record, cursor: `fake-${this.events.length + 1}` });
    this.written.wake();
  }

  async read(after: string | null, { limit, waitMs, signal }: EventsOptions): Promise<EventBatch> {
    const start = Math.min(Number(CURSOR.exec(after ?? '')?.[1] ?? 0), this.events.length);
    if (start === this.events.length && waitMs > 0) await this.written.since(this.written.count, waitMs, signal);
    const events = this.events.slice(start, start + limit);
    return { events, cursor: `fake-${start + events.length}` };
  }
}
