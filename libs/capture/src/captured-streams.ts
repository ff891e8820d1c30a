import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CapturedEventFilter } from '@decnet/contract';
import { SseStreams } from '@decnet/platform';
import { CapturedEventsService } from './captured-events.service.js';

/** Live streams of captured events: each event once, in the order in which it was stored. */
@Injectable()
export class CapturedStreams {
  constructor(private readonly events: CapturedEventsService, private readonly streams: SseStreams) {}

  /** @throws DomainError TOO_MANY_REQUESTS before anything is streamed */
  async open(filter: CapturedEventFilter, lastEventId: string | undefined, reply: FastifyReply): Promise<void> {
    const latest = await this.events.latestSeq();
    const stream = this.streams.open(reply);
    const resumed = lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId) ? Math.min(Number(lastEventId), latest) : latest;
    const leave = await this.events.follow(resumed, filter, (bytes) => {
      stream.write(bytes);
      return stream.drained();
    });
    stream.onClose(leave);
  }
}
