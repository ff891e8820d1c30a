import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BusService, type Subscription, topics } from '@decnet/bus';
import type { PresenceMessage, PresenceRequest, PresentUser } from '@decnet/contract';
import { Database } from '@decnet/persistence';
import { notFound } from '../maze-cache.js';
import { PresenceBoard } from './presence-board.js';

const EXPIRE_EVERY_MS = 5_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const MOST_SELECTED = 100;

type Watcher = (message: PresenceMessage) => void;

/**
 * Who else has a maze open and what they have selected. True only now, so it lives in the processes that serve streams and
 * travels on the bus alone: without a bus, each process knows its own.
 */
@Injectable()
export class TopologyPresence implements OnModuleDestroy {
  private readonly boards = new Map<string, PresenceBoard>();
  private readonly watchers = new Map<string, Set<Watcher>>();
  private readonly subscription: Subscription;
  private readonly timer = setInterval(() => this.expire(), EXPIRE_EVERY_MS).unref();

  constructor(private readonly database: Database, private readonly bus: BusService) {
    this.subscription = bus.subscribe('topology.*.presence', ({ topic, payload }) => {
      const user = presentUser(payload);
      if (user) this.note(topic.split('.')[1]!, user);
    });
  }

  /** Somebody has the maze open, and goes on saying so. @throws DomainError NOT_FOUND */
  async announce(topologyId: string, username: string, { client, selection }: PresenceRequest): Promise<void> {
    if (!(await this.database.mazes.head(topologyId))) throw notFound(topologyId);
    const user: PresentUser = { client, username, selection };
    this.note(topologyId, user);
    this.bus.publishSafely(topics.topologyPresence(topologyId), 'presence', user);
  }

  /** Tells who is there, at once and whenever it changes. @returns how to stop */
  watch(topologyId: string, watcher: Watcher): () => void {
    const watchers = this.watchers.get(topologyId) ?? new Set();
    this.watchers.set(topologyId, watchers.add(watcher));
    watcher(this.messageOf(topologyId));
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.watchers.delete(topologyId);
    };
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.subscription.close();
  }

  private note(topologyId: string, user: PresentUser): void {
    const board = this.boards.get(topologyId) ?? new PresenceBoard();
    this.boards.set(topologyId, board);
    if (board.note(user)) this.tell(topologyId);
  }

  private expire(): void {
    for (const [id, board] of this.boards) {
      if (board.expire()) this.tell(id);
      if (board.isEmpty) this.boards.delete(id);
    }
  }

  private tell(topologyId: string): void {
    for (const watcher of this.watchers.get(topologyId) ?? []) watcher(this.messageOf(topologyId));
  }

  private messageOf(topologyId: string): PresenceMessage {
    return { present: this.boards.get(topologyId)?.list() ?? [] };
  }
}

/** What comes over the bus is looked at before it is shown; null when it is nothing of ours. */
function presentUser(payload: unknown): PresentUser | null {
  const { client, username, selection } = (payload ?? {}) as Partial<PresentUser>;
  if (typeof client !== 'string' || !UUID.test(client) || typeof username !== 'string' || !Array.isArray(selection)) return null;
  const ids = selection.filter((id) => typeof id === 'string' && UUID.test(id)).slice(0, MOST_SELECTED);
  return { client, username: username.slice(0, 128), selection: ids };
}
