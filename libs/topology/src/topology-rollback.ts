import { Injectable } from '@nestjs/common';
import type { RollbackResponse } from '@decnet/contract';
import { LIVE_STATUSES } from '@decnet/domain';
import { Database } from '@decnet/persistence';
import { notFound } from './maze-cache.js';
import type { EditRequest } from './request.js';
import { TopologyEditor } from './topology-editor.js';
import { TopologyMutations } from './topology-mutations.js';

/** The way back to an earlier version: of a draft at once, of a running maze through its queue. */
@Injectable()
export class TopologyRollback {
  constructor(private readonly database: Database, private readonly editor: TopologyEditor, private readonly mutations: TopologyMutations) {}

  /** @throws DomainError NOT_FOUND, INVALID_REQUEST, VERSION_CONFLICT, NOT_EDITABLE */
  async rollback(id: string, request: EditRequest, toVersion: number): Promise<RollbackResponse> {
    const head = await this.database.mazes.head(id);
    if (!head) throw notFound(id);
    if (LIVE_STATUSES.includes(head.status)) return this.mutations.rollback(id, request, toVersion);
    return { ...(await this.editor.rollback(id, request, toVersion)), mutations: [] };
  }
}
