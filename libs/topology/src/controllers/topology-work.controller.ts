import { Body, Controller, Get, Headers, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  AcceptedResponse, BeforeQuery, DeployTopologyRequest, DryRunResponse, ExpectedVersionRequest, ExportQuery, HistoryResponse, MazeDocument, PlanResponse, PresenceRequest,
  StatusEventsResponse, StreamQuery, ValidationResponse,
} from '@decnet/contract';
import { Access, CurrentUser, Docs, type Principal, UuidParam } from '@decnet/platform';
import { TopologyPresence } from '../presence/topology-presence.js';
import type { WriteRequest } from '../request.js';
import { TopologyStreams } from '../stream/topology-streams.js';
import { TopologyHistory } from '../topology-history.js';
import { TopologyLifecycle } from '../topology-lifecycle.js';
import { TopologyPreview } from '../topology-preview.js';
import { Write } from '../write-request.js';

@Controller('topologies/:id')
export class TopologyWorkController {
  constructor(
    private readonly preview: TopologyPreview,
    private readonly lifecycle: TopologyLifecycle,
    private readonly history: TopologyHistory,
    private readonly streams: TopologyStreams,
    private readonly presence: TopologyPresence,
  ) {}

  /** Every rule that the maze breaks, and every doubt. */
  @Get('validate')
  @Access('viewer')
  validate(@UuidParam('id') id: string): Promise<ValidationResponse> {
    return this.preview.validate(id);
  }

  /** The steps a deploy would take, with reasons. */
  @Get('plan')
  @Access('viewer')
  plan(@UuidParam('id') id: string): Promise<PlanResponse> {
    return this.preview.plan(id);
  }

  /** The plan as a compose document. */
  @Get('compose')
  @Access('viewer')
  @Docs({ produces: ['application/yaml'], answers: { 200: 'text' } })
  async compose(@UuidParam('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const document = await this.preview.compose(id);
    void reply.header('content-type', 'application/yaml; charset=utf-8').send(document);
  }

  /** The design as a document for an import. */
  @Get('export')
  @Access('viewer')
  @Docs({ produces: ['application/json', 'application/yaml'], answers: { 200: MazeDocument } })
  async export(@UuidParam('id') id: string, @Query() { format = 'json' }: ExportQuery, @Res() reply: FastifyReply): Promise<void> {
    const document = await this.preview.export(id, format);
    void reply.header('content-type', `application/${format}; charset=utf-8`).send(document);
  }

  /** Wants the maze running; a dry run only says what that would mean. */
  @Post('deploy')
  @Access('admin')
  @HttpCode(202)
  @Docs({ answers: { 200: DryRunResponse, 202: AcceptedResponse } })
  async deploy(
    @UuidParam('id') id: string, @Body() { expectedVersion, dryRun = false }: DeployTopologyRequest, @Write() write: WriteRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedResponse | DryRunResponse> {
    if (!dryRun) return this.lifecycle.deploy(id, { ...write, expectedVersion });
    void reply.code(200);
    return this.preview.dryRun(id);
  }

  /** Wants nothing of the maze running. */
  @Post('teardown')
  @Access('admin')
  @HttpCode(202)
  teardown(@UuidParam('id') id: string, @Body() { expectedVersion }: ExpectedVersionRequest, @Write() write: WriteRequest): Promise<AcceptedResponse> {
    return this.lifecycle.teardown(id, { ...write, expectedVersion });
  }

  /** What became of the status, newest first. */
  @Get('status-events')
  @Access('viewer')
  statusEvents(@UuidParam('id') id: string, @Query() query: BeforeQuery): Promise<StatusEventsResponse> {
    return this.history.statusEvents(id, query);
  }

  /** The journal, newest first. */
  @Get('history')
  @Access('viewer')
  journal(@UuidParam('id') id: string, @Query() query: BeforeQuery): Promise<HistoryResponse> {
    return this.history.history(id, query);
  }

  /** A snapshot, then every change under its own event name. */
  @Get('events')
  @Access('viewer')
  @Docs({ produces: ['text/event-stream'], answers: { 200: 'text' } })
  events(
    @UuidParam('id') id: string, @Query() { include = '' }: StreamQuery, @Headers('last-event-id') lastEventId: string | undefined, @Res() reply: FastifyReply,
  ): Promise<void> {
    const included = include.split(',');
    return this.streams.open({ topologyId: id, lastEventId, attackers: included.includes('attackers'), presence: included.includes('presence') }, reply);
  }

  /** Says that the maze is open here, and what is selected; to be said again within 30 s. */
  @Put('presence')
  @Access('viewer')
  @HttpCode(204)
  present(@UuidParam('id') id: string, @Body() body: PresenceRequest, @CurrentUser() { username }: Principal): Promise<void> {
    return this.presence.announce(id, username, body);
  }
}
