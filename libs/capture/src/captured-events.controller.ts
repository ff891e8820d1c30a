import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CapturedEventFilter, CapturedEventListResponse, CapturedEventQuery, DeckyEventCountsResponse, EventCountsQuery } from '@decnet/contract';
import { Access, Docs } from '@decnet/platform';
import { CapturedEventsService } from './captured-events.service.js';
import { CapturedStreams } from './captured-streams.js';

@Controller('events')
export class CapturedEventsController {
  constructor(private readonly events: CapturedEventsService, private readonly streams: CapturedStreams) {}

  /** What decoys caught, newest first. */
  @Get()
  @Access('viewer')
  list(@Query() query: CapturedEventQuery): Promise<CapturedEventListResponse> {
    return this.events.page(query);
  }

  /** How often each decky of a maze was touched, and last by whom. */
  @Get('counts')
  @Access('viewer')
  counts(@Query() { topologyId }: EventCountsQuery): Promise<DeckyEventCountsResponse> {
    return this.events.counts(topologyId);
  }

  /** The same as a stream of `captured` events, from now on or from Last-Event-ID. */
  @Get('stream')
  @Access('viewer')
  @Docs({ produces: ['text/event-stream'], answers: { 200: 'text' } })
  stream(@Query() filter: CapturedEventFilter, @Headers('last-event-id') lastEventId: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    return this.streams.open(filter, lastEventId, reply);
  }
}
