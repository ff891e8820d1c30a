import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { TopologyListQuery } from '@decnet/contract';
import { Database, type MazePage } from '@decnet/persistence';
import type { EncodedAnswer } from './conditional.js';
import { toSummary } from './answers.js';
import { MazeCache } from './maze-cache.js';

const DEFAULT_LIMIT = 50;
const KEPT_ITEMS = 5_000;
const KEPT_PAGES = 100;

interface Item {
  eventSeq: number;
  observedSeq: number;
  json: string;
}

/** Lists and single mazes as bytes; what did not change since the last answer is not encoded again. */
@Injectable()
export class TopologyReader {
  private readonly items = new LRUCache<string, Item>({ max: KEPT_ITEMS });
  private readonly pages = new LRUCache<string, EncodedAnswer>({ max: KEPT_PAGES });

  constructor(private readonly database: Database, private readonly cache: MazeCache) {}

  /** @throws DomainError NOT_FOUND */
  one(id: string): Promise<EncodedAnswer> {
    return this.cache.get(id);
  }

  async list(query: TopologyListQuery): Promise<EncodedAnswer> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const offset = query.offset ?? 0;
    const page = await this.database.mazes.page({ status: query.status, q: query.q, limit, offset });
    const key = `${page.total}/${limit}/${offset}/${page.stamp}`;
    const kept = this.pages.get(key);
    if (kept) return kept;
    const json = await this.encode(page);
    const bytes = Buffer.from(`{"total":${page.total},"limit":${limit},"offset":${offset},"data":[${json.join(',')}]}`);
    const answer = { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
    this.pages.set(key, answer);
    return answer;
  }

  /** Items whose counters moved are read again, all in one query. */
  private async encode({ heads }: MazePage): Promise<string[]> {
    const stale = heads.filter((head) => !this.isFresh(head)).map((head) => head.id);
    for (const row of stale.length > 0 ? await this.database.mazes.summaries(stale) : []) {
      this.items.set(row.id, { eventSeq: row.eventSeq, observedSeq: row.observedSeq, json: JSON.stringify(toSummary(row)) });
    }
    return heads.flatMap(({ id }) => this.items.get(id)?.json ?? []);
  }

  private isFresh({ id, eventSeq, observedSeq }: MazePage['heads'][number]): boolean {
    const item = this.items.get(id);
    return item !== undefined && item.eventSeq >= eventSeq && item.observedSeq >= observedSeq;
  }
}
