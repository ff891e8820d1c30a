import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BusService, topics } from '@decnet/bus';
import type { BlankTopologyRequest, CloneTopologyRequest, GenerateTopologyRequest, PlacementRequest, TopologyResponse } from '@decnet/contract';
import { blankMaze, copyMaze, DEFAULT_SUBNET_BASE, DomainError, generateMaze, generatorParameters, type Maze, type OpContext, parseDocument, type TopologyMode } from '@decnet/domain';
import { Database, type NewTopology } from '@decnet/persistence';
import { MazeCache } from './maze-cache.js';
import { copyName, mazeName } from './maze-name.js';
import { derivedId, type WriteRequest } from './request.js';
import { SubnetClaims } from './subnet-claims.js';
import { UnitWriter } from './unit-writer.js';

const SEED_LIMIT = 2 ** 32;

interface Draft {
  name: string;
  placement: PlacementRequest;
  generatorConfig: Record<string, unknown> | null;
  /** Called inside the transaction that claims what it takes. */
  design(context: OpContext): Maze;
}

/** Makes new mazes: generated, blank, imported or cloned; each is one transaction with the claims of its subnets. */
@Injectable()
export class TopologyCreator {
  constructor(
    private readonly database: Database,
    private readonly writer: UnitWriter,
    private readonly cache: MazeCache,
    private readonly claims: SubnetClaims,
    private readonly bus: BusService,
  ) {}

  /** @throws DomainError INVALID_REQUEST, LIMIT, NAME_TAKEN, POOL_EXHAUSTED, HOST_NOT_ROUTABLE, VALIDATION_FAILED */
  generate(request: GenerateTopologyRequest, write: WriteRequest): Promise<TopologyResponse> {
    const { name, mode, targetHostId, ...rest } = request;
    const parameters = generatorParameters({ ...rest, seed: rest.seed ?? randomInt(SEED_LIMIT) });
    return this.create({
      name,
      placement: { mode, targetHostId },
      generatorConfig: { ...parameters },
      design: (context) => generateMaze(parameters, context),
    }, write);
  }

  blank({ name, ...placement }: BlankTopologyRequest, write: WriteRequest): Promise<TopologyResponse> {
    return this.create({ name, placement, generatorConfig: null, design: blankMaze }, write);
  }

  /** @param document what an export gave, parsed from JSON or YAML */
  import(document: unknown, placement: PlacementRequest, write: WriteRequest): Promise<TopologyResponse> {
    const { name, maze } = parseDocument(document, randomUUID);
    return this.create({ name, placement, generatorConfig: null, design: () => maze }, write);
  }

  /** A new draft of the same design, from a maze in any status. */
  async clone(id: string, { name }: CloneTopologyRequest, write: WriteRequest): Promise<TopologyResponse> {
    const { topology, maze } = (await this.cache.get(id)).loaded;
    return this.create({
      name: name ?? (await this.freeName(topology.name)),
      placement: { mode: topology.mode, targetHostId: topology.targetHostId ?? undefined },
      generatorConfig: topology.generatorConfig,
      design: ({ newId }) => copyMaze(maze, newId),
    }, write);
  }

  private async create(draft: Draft, request: WriteRequest): Promise<TopologyResponse> {
    const topology = newTopology(draft, request);
    await this.writer.write(topology.id, request, async (tx, entryFor) => {
      const takenRanges = await this.claims.open(tx);
      const maze = draft.design({ newId: randomUUID, takenRanges, subnetBase: DEFAULT_SUBNET_BASE });
      await this.database.mazes.create(tx, topology, maze, entryFor(() => ({ id: topology.id }), 201));
      await this.claims.claim(tx, topology.id, maze.lans);
    });
    this.bus.publishSafely(topics.topologyStatus(topology.id), 'status', { to: 'pending' });
    return (await this.cache.get(topology.id)).response;
  }

  /** The first copy's name that nobody has. */
  private async freeName(name: string): Promise<string> {
    for (let n = 1; ; n++) {
      const candidate = copyName(name, n);
      if (!(await this.database.mazes.nameTaken(candidate))) return candidate;
    }
  }
}

function newTopology({ name, placement, generatorConfig }: Draft, { actor, key }: WriteRequest): NewTopology {
  const { mode, targetHostId } = routable(placement);
  return { id: key === undefined ? randomUUID() : derivedId(actor, key), name: mazeName(name), mode, targetHostId, generatorConfig, createdBy: actor };
}

/** Mode and host go together, and a host must have been heard of lately: none ever was while no host can be enrolled. */
function routable({ mode = 'unihost', targetHostId }: PlacementRequest): { mode: TopologyMode; targetHostId: string | null } {
  if (mode === 'unihost' && targetHostId !== undefined) {
    throw new DomainError('HOST_NOT_ROUTABLE', 'a maze in mode unihost runs here: it takes no targetHostId', { targetHostId });
  }
  if (mode === 'agent') throw new DomainError('HOST_NOT_ROUTABLE', 'no enrolled host was heard within 90 seconds', { targetHostId: targetHostId ?? null });
  return { mode, targetHostId: null };
}
