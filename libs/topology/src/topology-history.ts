import { Injectable } from '@nestjs/common';
import type { BeforeQuery, HistoryResponse, JournalType, StatusEventsResponse, StatusPayload } from '@decnet/contract';
import { Database, type JournalRow } from '@decnet/persistence';
import { notFound } from './maze-cache.js';

const DEFAULT_LIMIT = 50;

/** The journal read backwards: what happened to a maze, and what became of its status. */
@Injectable()
export class TopologyHistory {
  constructor(private readonly database: Database) {}

  async history(id: string, query: BeforeQuery): Promise<HistoryResponse> {
    const { rows, nextBefore } = await this.read(id, query);
    return { data: rows, nextBefore };
  }

  async statusEvents(id: string, query: BeforeQuery): Promise<StatusEventsResponse> {
    const { rows, nextBefore } = await this.read(id, query, ['status']);
    const data = rows.map(({ seq, actor, at, payload }) => {
      const { from, to, reason } = payload as unknown as StatusPayload;
      return { seq, from, to, reason, actor, at };
    });
    return { data, nextBefore };
  }

  private async read(id: string, { before, limit = DEFAULT_LIMIT }: BeforeQuery, types?: readonly JournalType[]): Promise<{ rows: JournalRow[]; nextBefore: number | null }> {
    if (!(await this.database.mazes.head(id))) throw notFound(id);
    const rows = await this.database.journal.before(id, before ?? null, limit, types);
    return { rows, nextBefore: rows.length === limit ? rows.at(-1)!.seq : null };
  }
}
