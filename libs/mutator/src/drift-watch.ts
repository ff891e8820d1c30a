import { mazeHash, type DeckyState } from '@decnet/domain';
import type { EngineObservation, ScopeObservation } from '@decnet/engine';
import { LRUCache } from 'lru-cache';
import { reasonOf } from './deploy.js';
import type { Reconciler } from './reconciler.js';
import type { WorkContext } from './work-context.js';

const LOOK_MS = 5_000;
/** A maze that stays different is tried again after this long, not at every look. */
const RETRY_MS = 15_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface LiveMaze {
  id: string;
  status: string;
  eventSeq: number;
}

/** Compares what the engine runs with what the database wants: calls for repair, and removes what nobody wants any more. */
export class DriftWatch {
  private readonly hashes = new LRUCache<string, string>({ max: 1_000 });
  private readonly triedAt = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private complained = false;
  private generation: string | undefined;

  constructor(private readonly context: WorkContext, private readonly reconciler: Reconciler, private readonly lookMs = LOOK_MS) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), this.lookMs);
    void this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  /** Looks now, for instance because the engine has just come up. One look at a time. */
  look(): Promise<void> {
    this.looking ??= this.compare().catch((error: unknown) => this.complain(error)).finally(() => { this.looking = undefined; });
    return this.looking;
  }

  private async compare(): Promise<void> {
    // Observed before the rows are read: what was applied after that has its row already.
    const observation = await this.context.engine.observe().catch(() => null);
    if (observation && observation.generation !== this.generation) this.triedAt.clear();
    this.generation = observation?.generation;
    const live = await this.context.database.mazes.live(this.context.engineHost);
    const scopes = new Map(observation?.scopes.map((scope) => [scope.scope, scope]));
    for (const maze of live) if (await this.differs(maze, scopes.get(maze.id), observation !== null)) this.attend(maze.id);
    if (observation) await this.removeUnwanted(observation);
    this.complained = false;
  }

  private async differs(maze: LiveMaze, observed: ScopeObservation | undefined, reachable: boolean): Promise<boolean> {
    if (!reachable) return maze.status === 'active';
    if (maze.status === 'degraded' || !observed) return true;
    if (!Object.values(observed.deckies).every(({ state }) => state === ('running' satisfies DeckyState))) return true;
    return observed.hash !== (await this.wantedHash(maze));
  }

  private async wantedHash({ id, eventSeq }: LiveMaze): Promise<string | null> {
    const key = `${id}/${eventSeq}`;
    const known = this.hashes.get(key);
    if (known !== undefined) return known;
    const loaded = await this.context.database.mazes.load(id);
    if (!loaded) return null;
    const hash = mazeHash(loaded.maze);
    this.hashes.set(key, hash);
    return hash;
  }

  private attend(id: string): void {
    const now = Date.now();
    if (now - (this.triedAt.get(id) ?? 0) < RETRY_MS) return;
    this.triedAt.set(id, now);
    this.reconciler.attend(id);
  }

  /** What runs under the id of a maze that is no more, or wants nothing to run, has no owner. */
  private async removeUnwanted({ scopes }: EngineObservation): Promise<void> {
    for (const { scope, epoch } of scopes) {
      if (!UUID.test(scope)) continue;
      const head = await this.context.database.mazes.head(scope);
      if (head && !['pending', 'failed', 'torn_down'].includes(head.status)) continue;
      this.context.log.info(`removing what still runs of maze ${scope}, which is ${head?.status ?? 'deleted'}`);
      await this.context.engine.teardown({ scope, epoch });
    }
  }

  private complain(error: unknown): void {
    if (!this.complained) this.context.log.warn(`could not compare the engine with the database: ${reasonOf(error)}`);
    this.complained = true;
  }
}
