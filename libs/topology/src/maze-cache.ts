import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { TopologyResponse } from '@decnet/contract';
import { DomainError } from '@decnet/domain';
import { Database, type LoadedMaze, type MazeHead } from '@decnet/persistence';
import { toResponse } from './answers.js';

/** Deckies that the models of one process may hold together. */
const MAX_DECKIES = 60_000;

/** One maze as of one (eventSeq, observedSeq), and its answer, encoded when first asked for. */
export class CachedMaze {
  private answer: TopologyResponse | undefined;
  private encoded: Buffer | undefined;

  constructor(readonly loaded: LoadedMaze) {}

  get response(): TopologyResponse {
    return (this.answer ??= toResponse(this.loaded));
  }

  get bytes(): Buffer {
    return (this.encoded ??= Buffer.from(JSON.stringify(this.response)));
  }

  /** Strong: design and observed state each have a counter, and every change bumps one of them. */
  get etag(): string {
    return `"${this.loaded.topology.eventSeq}-${this.loaded.topology.observedSeq}"`;
  }

  isAsOf(head: Pick<MazeHead, 'eventSeq' | 'observedSeq'>): boolean {
    return this.loaded.topology.eventSeq === head.eventSeq && this.loaded.topology.observedSeq === head.observedSeq;
  }

  isOlderThan(head: Pick<MazeHead, 'eventSeq' | 'observedSeq'>): boolean {
    return this.loaded.topology.eventSeq < head.eventSeq || this.loaded.topology.observedSeq < head.observedSeq;
  }
}

/**
 * Mazes and their answers, kept per process under (id, seq). One indexed read proves that what is kept is fresh, so
 * any number of processes may write.
 */
@Injectable()
export class MazeCache {
  private readonly kept = new LRUCache<string, CachedMaze>({
    maxSize: MAX_DECKIES,
    sizeCalculation: ({ loaded }) => loaded.maze.deckies.length + loaded.maze.lans.length + 1,
  });
  private readonly loading = new Map<string, Promise<CachedMaze | null>>();

  constructor(private readonly database: Database) {}

  /** @throws DomainError NOT_FOUND */
  async get(id: string): Promise<CachedMaze> {
    const head = await this.database.mazes.head(id);
    if (!head) throw notFound(id);
    const kept = this.kept.get(id);
    if (kept?.isAsOf(head)) return kept;
    // A load that began before this read may be older than the head that was just seen: then once more.
    for (;;) {
      const loaded = await this.load(id);
      if (!loaded) throw notFound(id);
      if (!loaded.isOlderThan(head)) return loaded;
    }
  }

  /** What is kept for `eventSeq`, whatever is observed meanwhile; null when another process wrote in between. */
  designAt(id: string, eventSeq: number): LoadedMaze | null {
    const kept = this.kept.get(id);
    return kept?.loaded.topology.eventSeq === eventSeq ? kept.loaded : null;
  }

  put(loaded: LoadedMaze): void {
    if (this.kept.peek(loaded.topology.id)?.isOlderThan(loaded.topology) === false) return;
    this.kept.set(loaded.topology.id, new CachedMaze(loaded));
  }

  forget(id: string): void {
    this.kept.delete(id);
  }

  /** One load at a time per maze, however many ask. */
  private load(id: string): Promise<CachedMaze | null> {
    const pending = this.loading.get(id);
    if (pending) return pending;
    const load = this.database.mazes.load(id).then((loaded) => {
      if (!loaded) return null;
      this.put(loaded);
      return this.kept.get(id) ?? new CachedMaze(loaded);
    }).finally(() => this.loading.delete(id));
    this.loading.set(id, load);
    return load;
  }
}

export function notFound(id: string): DomainError {
  return new DomainError('NOT_FOUND', `there is no maze ${id}`, { id });
}
