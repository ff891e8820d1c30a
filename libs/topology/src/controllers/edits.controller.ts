import { Body, Controller, Delete, HttpCode, Patch, Post, Query } from '@nestjs/common';
import {
  AddDeckyRequest, AddEdgeRequest, AddLanRequest, DeckyEditResponse, EdgeEditResponse, EditsRequest, EditsResponse, ExpectedVersionQuery, LanEditResponse,
  RollbackRequest, RollbackResponse, UpdateDeckyRequest, UpdateEdgeRequest, UpdateLanRequest, VersionResponse,
} from '@decnet/contract';
import { parseOps } from '@decnet/domain';
import { Access, UuidParam } from '@decnet/platform';
import type { WriteRequest } from '../request.js';
import { SingleEdits } from '../single-edits.js';
import { TopologyEditor } from '../topology-editor.js';
import { TopologyRollback } from '../topology-rollback.js';
import { Write } from '../write-request.js';

@Controller('topologies/:id')
export class EditsController {
  constructor(private readonly editor: TopologyEditor, private readonly single: SingleEdits, private readonly back: TopologyRollback) {}

  /** Several ops, all or nothing, one version. */
  @Post('edits')
  @Access('admin')
  @HttpCode(200)
  edits(@UuidParam('id') id: string, @Body() { ops, expectedVersion }: EditsRequest, @Write() write: WriteRequest): Promise<EditsResponse> {
    return this.editor.edits(id, { ...write, expectedVersion }, parseOps(ops));
  }

  /** Takes a maze back to an earlier version by inverse ops: a draft at once, a running one through its queue. */
  @Post('rollback')
  @Access('admin')
  @HttpCode(200)
  rollback(@UuidParam('id') id: string, @Body() { toVersion, expectedVersion }: RollbackRequest, @Write() write: WriteRequest): Promise<RollbackResponse> {
    return this.back.rollback(id, { ...write, expectedVersion }, toVersion);
  }

  @Post('lans')
  @Access('admin')
  addLan(@UuidParam('id') id: string, @Body() body: AddLanRequest, @Write() write: WriteRequest): Promise<LanEditResponse> {
    return this.single.addLan(id, body, write);
  }

  @Patch('lans/:lanId')
  @Access('admin')
  updateLan(@UuidParam('id') id: string, @UuidParam('lanId') lanId: string, @Body() body: UpdateLanRequest, @Write() write: WriteRequest): Promise<LanEditResponse> {
    return this.single.updateLan(id, lanId, body, write);
  }

  @Delete('lans/:lanId')
  @Access('admin')
  removeLan(@UuidParam('id') id: string, @UuidParam('lanId') lanId: string, @Query() query: ExpectedVersionQuery, @Write() write: WriteRequest): Promise<VersionResponse> {
    return this.single.removeLan(id, lanId, query, write);
  }

  @Post('deckies')
  @Access('admin')
  addDecky(@UuidParam('id') id: string, @Body() body: AddDeckyRequest, @Write() write: WriteRequest): Promise<DeckyEditResponse> {
    return this.single.addDecky(id, body, write);
  }

  @Patch('deckies/:deckyId')
  @Access('admin')
  updateDecky(@UuidParam('id') id: string, @UuidParam('deckyId') deckyId: string, @Body() body: UpdateDeckyRequest, @Write() write: WriteRequest): Promise<DeckyEditResponse> {
    return this.single.updateDecky(id, deckyId, body, write);
  }

  @Delete('deckies/:deckyId')
  @Access('admin')
  removeDecky(@UuidParam('id') id: string, @UuidParam('deckyId') deckyId: string, @Query() query: ExpectedVersionQuery, @Write() write: WriteRequest): Promise<VersionResponse> {
    return this.single.removeDecky(id, deckyId, query, write);
  }

  @Post('edges')
  @Access('admin')
  addEdge(@UuidParam('id') id: string, @Body() body: AddEdgeRequest, @Write() write: WriteRequest): Promise<EdgeEditResponse> {
    return this.single.addEdge(id, body, write);
  }

  @Patch('edges/:edgeId')
  @Access('admin')
  updateEdge(@UuidParam('id') id: string, @UuidParam('edgeId') edgeId: string, @Body() body: UpdateEdgeRequest, @Write() write: WriteRequest): Promise<EdgeEditResponse> {
    return this.single.updateEdge(id, edgeId, body, write);
  }

  @Delete('edges/:edgeId')
  @Access('admin')
  removeEdge(@UuidParam('id') id: string, @UuidParam('edgeId') edgeId: string, @Query() query: ExpectedVersionQuery, @Write() write: WriteRequest): Promise<VersionResponse> {
    return this.single.removeEdge(id, edgeId, query, write);
  }
}
