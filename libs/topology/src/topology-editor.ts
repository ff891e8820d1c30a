import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BusService, topics } from '@decnet/bus';
import type { EditsResponse, LayoutResponse, VersionResponse } from '@decnet/contract';
import { applyOps, type Change, DEFAULT_SUBNET_BASE, EDITABLE_STATUSES, invalidRequest, lansWithNewSubnet, type Layout, type Maze, type Op, touchesSubnets } from '@decnet/domain';
import { type AddressRange, Database, type LoadedMaze, type Position, type Tx } from '@decnet/persistence';
import { MazeCache, notFound } from './maze-cache.js';
import { type EditRequest, Unchanged, type WriteRequest } from './request.js';
import { SubnetClaims } from './subnet-claims.js';
import { UnitWriter } from './unit-writer.js';

export interface AppliedEdit {
  version: number;
  /** Of the last journal row that the edit makes. */
  eventSeq: number;
  maze: Maze;
  resolved: Op[];
  inverse: Op[];
  changes: Change[];
}

/** `version` is the one before the edit. */
type OpsOf = (maze: Maze, tx: Tx, version: number) => Op[] | Promise<Op[]>;

/** Free-form edits of drafts: ops in, rows, version and journal out, all or nothing. */
@Injectable()
export class TopologyEditor {
  constructor(
    private readonly database: Database,
    private readonly writer: UnitWriter,
    private readonly cache: MazeCache,
    private readonly claims: SubnetClaims,
    private readonly bus: BusService,
  ) {}

  /**
   * @param opsOf the ops, made from the maze as it is inside the transaction
   * @param answerOf what the caller gets, and gets again under the same key
   * @throws DomainError NOT_FOUND, VERSION_CONFLICT, NOT_EDITABLE, VALIDATION_FAILED, LAN_IN_USE, POOL_EXHAUSTED
   */
  async edit<T>(id: string, request: EditRequest, opsOf: OpsOf, answerOf: (edit: AppliedEdit) => T): Promise<T> {
    let written: LoadedMaze | undefined;
    const guard = { version: request.expectedVersion, statuses: EDITABLE_STATUSES };
    const answer = await this.writer.write(id, request, async (tx, entryFor) => {
      const position = await this.database.mazes.bump(tx, id, guard, { version: 1 });
      const before = this.cache.designAt(id, position.firstSeq - 1) ?? (await this.loadInside(tx, id));
      const ops = await opsOf(before.maze, tx, position.version - 1);
      const taken = ops.some(touchesSubnets) ? await this.claims.open(tx, id) : null;
      const edit = applied(before.maze, ops, taken ?? [], position);
      if (edit.changes.length === 0) throw new Unchanged(answerOf({ ...edit, version: position.version - 1, eventSeq: position.firstSeq - 1 }));
      const result = answerOf(edit);
      const { eventSeq } = await this.database.mazes.writeChanges(tx, position, edit.changes, { ...entryFor(() => result), inverse: edit.inverse });
      if (taken) await this.claims.claim(tx, id, lansWithNewSubnet(edit.changes));
      written = { ...before, maze: edit.maze, topology: { ...before.topology, version: edit.version, eventSeq } };
      return result;
    });
    if (written) {
      this.cache.put(written);
      this.bus.publishSafely(topics.topologyChanged(id), 'changed', { version: written.topology.version });
    }
    return answer;
  }

  edits(id: string, request: EditRequest, ops: Op[]): Promise<EditsResponse> {
    return this.edit(id, request, () => ops, ({ version, eventSeq, resolved, inverse }) => ({ version, eventSeq, resolved, inverse }));
  }

  /** Takes a draft back to what it was at `toVersion`, by the inverse ops of the journal: itself an edit, and a new version. */
  rollback(id: string, request: EditRequest, toVersion: number): Promise<VersionResponse> {
    const opsOf: OpsOf = async (_maze, tx, version) => {
      if (toVersion > version) throw invalidRequest([{ path: 'toVersion', message: `the maze is at version ${version}` }]);
      const recorded = await this.database.journal.inversesAfter(id, toVersion, tx);
      return recorded.flatMap(({ inverse }) => inverse);
    };
    return this.edit(id, request, opsOf, ({ version }) => ({ version }));
  }

  /** Moves boxes on the canvas, in any status: no version is asked for or made. */
  async layout(id: string, request: WriteRequest, layout: Layout): Promise<LayoutResponse> {
    const answer = await this.writer.write(id, request, async (tx, entryFor) => {
      const position = await this.database.mazes.bump(tx, id, {}, { version: 0 });
      await this.database.mazes.layout(tx, position, layout, entryFor(placedAt));
      return placedAt(position);
    });
    this.bus.publishSafely(topics.topologyChanged(id), 'changed', answer);
    return answer;
  }

  private async loadInside(tx: Tx, id: string): Promise<LoadedMaze> {
    const loaded = await this.database.mazes.load(id, tx);
    if (!loaded) throw notFound(id);
    return loaded;
  }
}

function placedAt({ version, eventSeq }: Position): LayoutResponse {
  return { version, eventSeq };
}

export function versionAt({ version }: Pick<Position, 'version'>): VersionResponse {
  return { version };
}

function applied(maze: Maze, ops: Op[], takenRanges: readonly AddressRange[], { version, firstSeq }: Position): AppliedEdit {
  const batch = applyOps(maze, ops, { newId: randomUUID, takenRanges, subnetBase: DEFAULT_SUBNET_BASE });
  return { version, eventSeq: firstSeq + batch.changes.length - 1, ...batch };
}
