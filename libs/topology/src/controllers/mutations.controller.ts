import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  EnqueuedMutationsResponse, EnqueueMutationsRequest, MutationListQuery, MutationListResponse, MutationResponse, MutationsDryRunResponse,
} from '@decnet/contract';
import { parseOps } from '@decnet/domain';
import { Access, Docs, UuidParam } from '@decnet/platform';
import type { WriteRequest } from '../request.js';
import { TopologyMutations } from '../topology-mutations.js';
import { Write } from '../write-request.js';

@Controller('topologies/:id/mutations')
export class MutationsController {
  constructor(private readonly mutations: TopologyMutations) {}

  /** Queues ops on a running maze; a dry run only says what they would come to. */
  @Post()
  @Access('admin')
  @HttpCode(202)
  @Docs({ answers: { 200: MutationsDryRunResponse, 202: EnqueuedMutationsResponse } })
  async enqueue(
    @UuidParam('id') id: string, @Body() { ops, expectedVersion, dryRun = false }: EnqueueMutationsRequest, @Write() write: WriteRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnqueuedMutationsResponse | MutationsDryRunResponse> {
    const request = { ...write, expectedVersion };
    if (!dryRun) return this.mutations.enqueue(id, request, parseOps(ops));
    void reply.code(200);
    return this.mutations.dryRun(id, request, parseOps(ops));
  }

  /** Newest first. */
  @Get()
  @Access('viewer')
  list(@UuidParam('id') id: string, @Query() query: MutationListQuery): Promise<MutationListResponse> {
    return this.mutations.list(id, query);
  }

  /** Takes one that waits out of the queue. */
  @Delete(':mutationId')
  @Access('admin')
  cancel(@UuidParam('id') id: string, @UuidParam('mutationId') mutationId: string, @Write() write: WriteRequest): Promise<MutationResponse> {
    return this.mutations.cancel(id, mutationId, write);
  }
}
