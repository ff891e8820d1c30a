import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { BusService, type Subscription, topics } from '@decnet/bus';
import type { CapturedEventFilter, CapturedEventListResponse, CapturedEventQuery, CapturedEventResponse, DeckyEventCountsResponse } from '@decnet/contract';
import { Database } from '@decnet/persistence';
import { RowTail } from '@decnet/platform';
import { matches } from './event-filter.js';

const DEFAULT_LIMIT = 50;

/** What decoys caught: pages, counts, and a live tail that all streams share. */
@Injectable()
export class CapturedEventsService implements OnModuleDestroy {
  readonly tail: RowTail<CapturedEventResponse>;
  private readonly subscription: Subscription;

  constructor(private readonly database: Database, bus: BusService) {
    const log = new Logger(CapturedEventsService.name);
    const source = {
      after: (seq: number, limit: number) => database.capturedEvents.after(seq, limit),
      encode: encodeCaptured,
    };
    this.tail = new RowTail(source, (error) => log.error('following captured events failed', error));
    this.subscription = bus.subscribe(topics.attackerObserved(), () => this.tail.wake(), () => this.tail.wake());
  }

  async page(query: CapturedEventQuery): Promise<CapturedEventListResponse> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const data = await this.database.capturedEvents.page(query, query.before ?? null, limit);
    return { data, nextBefore: data.length === limit ? data.at(-1)!.seq : null };
  }

  async counts(topologyId: string): Promise<DeckyEventCountsResponse> {
    return { data: await this.database.capturedEvents.counts(topologyId) };
  }

  latestSeq(): Promise<number> {
    return this.database.capturedEvents.latestSeq();
  }

  /** Calls `deliver` with the bytes of every event above `after` that the filter lets through. @returns how to stop */
  follow(after: number, filter: CapturedEventFilter, deliver: (bytes: Buffer | string) => void | Promise<void>): Promise<() => void> {
    const everything = Object.values(filter).every((value) => value === undefined);
    return this.tail.join(after, (frames, bytes) => {
      if (everything) return deliver(bytes);
      const wanted = frames.filter((frame) => matches(frame.row, filter));
      return wanted.length > 0 ? deliver(wanted.map((frame) => frame.text).join('')) : undefined;
    });
  }

  /** Calls `notice` with every event of one maze above `after`. @returns how to stop */
  observe(after: number, topologyId: string, notice: (events: CapturedEventResponse[]) => void): Promise<() => void> {
    return this.tail.join(after, (frames) => {
      const events = frames.flatMap(({ row }) => (row.topologyId === topologyId ? [row] : []));
      if (events.length > 0) notice(events);
    });
  }

  onModuleDestroy(): void {
    this.subscription.close();
  }
}

function encodeCaptured(event: CapturedEventResponse): string {
  return `id: ${event.seq}\nevent: captured\ndata: ${JSON.stringify(event)}\n\n`;
}
