import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  BlankTopologyRequest, CloneTopologyRequest, ExpectedVersionQuery, GenerateTopologyRequest, LayoutRequest, LayoutResponse, PlacementRequest, RenameTopologyRequest,
  TopologyListQuery, TopologyListResponse, TopologyResponse, VersionResponse,
} from '@decnet/contract';
import { parseLayout } from '@decnet/domain';
import { AcceptBody, Access, Docs, UuidParam } from '@decnet/platform';
import { sendEncoded } from '../conditional.js';
import { parseImport } from '../import-body.js';
import type { WriteRequest } from '../request.js';
import { TopologyCreator } from '../topology-creator.js';
import { TopologyEditor } from '../topology-editor.js';
import { TopologyLifecycle } from '../topology-lifecycle.js';
import { TopologyReader } from '../topology-reader.js';
import { Write } from '../write-request.js';

const IMPORT_LIMIT_BYTES = 16 * 1024 * 1024;
const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml'];

@Controller('topologies')
export class TopologiesController {
  constructor(
    private readonly reader: TopologyReader,
    private readonly creator: TopologyCreator,
    private readonly editor: TopologyEditor,
    private readonly lifecycle: TopologyLifecycle,
  ) {}

  /** Mazes, newest first. */
  @Get()
  @Access('viewer')
  @Docs({ answers: { 200: TopologyListResponse } })
  async list(@Query() query: TopologyListQuery, @Res() reply: FastifyReply): Promise<void> {
    sendEncoded(reply, await this.reader.list(query));
  }

  /** Generates a maze from parameters and a seed. */
  @Post()
  @Access('admin')
  generate(@Body() body: GenerateTopologyRequest, @Write() write: WriteRequest): Promise<TopologyResponse> {
    return this.creator.generate(body, write);
  }

  /** A DMZ with a gateway decky, to draw on. */
  @Post('blank')
  @Access('admin')
  blank(@Body() body: BlankTopologyRequest, @Write() write: WriteRequest): Promise<TopologyResponse> {
    return this.creator.blank(body, write);
  }

  /** A new draft from an exported document, JSON or YAML. */
  @Post('import')
  @Access('admin')
  @AcceptBody({ limitBytes: IMPORT_LIMIT_BYTES, mediaTypes: YAML_TYPES })
  @Docs({ body: 'MazeDocument', answers: { 201: TopologyResponse } })
  async import(@Body() body: unknown, @Query() placement: PlacementRequest, @Write() write: WriteRequest): Promise<TopologyResponse> {
    return this.creator.import(await parseImport(body), placement, write);
  }

  /** The whole maze. */
  @Get(':id')
  @Access('viewer')
  @Docs({ answers: { 200: TopologyResponse } })
  async one(@UuidParam('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    sendEncoded(reply, await this.reader.one(id));
  }

  @Patch(':id')
  @Access('admin')
  rename(@UuidParam('id') id: string, @Body() { name, expectedVersion }: RenameTopologyRequest, @Write() write: WriteRequest): Promise<VersionResponse> {
    return this.lifecycle.rename(id, name, { ...write, expectedVersion });
  }

  /** Only while nothing of it runs. */
  @Delete(':id')
  @Access('admin')
  @HttpCode(204)
  remove(@UuidParam('id') id: string, @Query() { expectedVersion }: ExpectedVersionQuery, @Write() write: WriteRequest): Promise<void> {
    return this.lifecycle.remove(id, { ...write, expectedVersion });
  }

  /** A new draft of the same design, from any status. */
  @Post(':id/clone')
  @Access('admin')
  clone(@UuidParam('id') id: string, @Body() body: CloneTopologyRequest, @Write() write: WriteRequest): Promise<TopologyResponse> {
    return this.creator.clone(id, body, write);
  }

  /** Positions on the canvas; no version is asked for or made. */
  @Put(':id/layout')
  @Access('admin')
  layout(@UuidParam('id') id: string, @Body() body: LayoutRequest, @Write() write: WriteRequest): Promise<LayoutResponse> {
    return this.editor.layout(id, write, parseLayout(body));
  }
}
