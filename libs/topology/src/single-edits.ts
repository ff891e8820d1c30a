import { Injectable } from '@nestjs/common';
import type {
  AddDeckyRequest, AddEdgeRequest, AddLanRequest, DeckyEditResponse, EdgeEditResponse, ExpectedVersionQuery, LanEditResponse, UpdateDeckyRequest,
  UpdateEdgeRequest, UpdateLanRequest, VersionResponse,
} from '@decnet/contract';
import type { DeckyResponse } from '@decnet/contract';
import { type Decky, DomainError, type Edge, type Maze, type Op, parseOp } from '@decnet/domain';
import { UNOBSERVED } from './answers.js';
import type { EditRequest, WriteRequest } from './request.js';
import { type AppliedEdit, TopologyEditor, versionAt } from './topology-editor.js';

interface Versioned {
  expectedVersion?: number;
}

/** The routes that change one entity, each as one op. A path names a child by id, and one of another maze is not there. */
@Injectable()
export class SingleEdits {
  constructor(private readonly editor: TopologyEditor) {}

  addLan(id: string, { expectedVersion, ...fields }: AddLanRequest, write: WriteRequest): Promise<LanEditResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'add_lan', ...fields }), lanAnswer);
  }

  updateLan(id: string, lan: string, { expectedVersion, ...patch }: UpdateLanRequest, write: WriteRequest): Promise<LanEditResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'update_lan', lan, patch }), (edit) => lanAnswer(edit, lan));
  }

  removeLan(id: string, lan: string, { expectedVersion }: ExpectedVersionQuery, write: WriteRequest): Promise<VersionResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'remove_lan', lan }), versionAt);
  }

  addDecky(id: string, { expectedVersion, ...fields }: AddDeckyRequest, write: WriteRequest): Promise<DeckyEditResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'add_decky', ...fields }), deckyAnswer);
  }

  updateDecky(id: string, decky: string, { expectedVersion, ...patch }: UpdateDeckyRequest, write: WriteRequest): Promise<DeckyEditResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'update_decky', decky, patch }), (edit) => deckyAnswer(edit, decky));
  }

  removeDecky(id: string, decky: string, { expectedVersion }: ExpectedVersionQuery, write: WriteRequest): Promise<VersionResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'remove_decky', decky }), versionAt);
  }

  addEdge(id: string, { expectedVersion, ...fields }: AddEdgeRequest, write: WriteRequest): Promise<EdgeEditResponse> {
    return this.edit(id, { ...write, expectedVersion }, () => ({ op: 'attach_decky', ...fields }), edgeAnswer);
  }

  updateEdge(id: string, edgeId: string, { expectedVersion, ...patch }: UpdateEdgeRequest, write: WriteRequest): Promise<EdgeEditResponse> {
    const op = (maze: Maze) => ({ op: 'update_edge', ...endsOf(maze, edgeId), patch });
    return this.edit(id, { ...write, expectedVersion }, op, (edit) => edgeAnswer(edit, edgeId));
  }

  removeEdge(id: string, edgeId: string, { expectedVersion }: ExpectedVersionQuery, write: WriteRequest): Promise<VersionResponse> {
    return this.edit(id, { ...write, expectedVersion }, (maze) => ({ op: 'detach_decky', ...endsOf(maze, edgeId) }), versionAt);
  }

  /** The op goes through the one parser of ops, so that routes and batches refuse the same things. */
  private edit<T>(id: string, request: WriteRequest & Versioned, opOf: (maze: Maze) => unknown, answerOf: (edit: AppliedEdit) => T): Promise<T> {
    return this.editor.edit(id, request satisfies EditRequest, (maze): Op[] => [parseOp(opOf(maze))], answerOf);
  }
}

function lanAnswer({ version, maze, resolved }: AppliedEdit, id = addedId(resolved)): LanEditResponse {
  return { lan: entity(maze.lans, id), version };
}

function deckyAnswer({ version, maze, resolved }: AppliedEdit, id = addedId(resolved)): DeckyEditResponse {
  return { decky: asDrafted(entity(maze.deckies, id)), version };
}

function edgeAnswer({ version, maze, resolved }: AppliedEdit, id = addedId(resolved)): EdgeEditResponse {
  return { edge: entity(maze.edges, id), version };
}

/** A draft was never observed. */
function asDrafted(decky: Decky): DeckyResponse {
  return { ...decky, ...UNOBSERVED };
}

function addedId(resolved: readonly Op[]): string {
  const op = resolved[0];
  if (op && 'id' in op && op.id !== undefined) return op.id;
  throw new TypeError('a resolved op that adds something names its id');
}

function endsOf(maze: Maze, edgeId: string): { decky: string; lan: string } {
  const { deckyId, lanId } = entity<Edge>(maze.edges, edgeId);
  return { decky: deckyId, lan: lanId };
}

function entity<T extends { id: string }>(entities: readonly T[], id: string): T {
  const found = entities.find((candidate) => candidate.id === id);
  if (!found) throw new DomainError('NOT_FOUND', `there is nothing with the id ${id} in this maze`, { id });
  return found;
}
