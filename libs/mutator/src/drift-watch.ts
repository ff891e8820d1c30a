import type { Subscription } from '@decnet/bus';
import { mazeHash, type DeckyState } from '@decnet/domain';
import type { EngineObservation, ScopeObservation } from '@decnet/engine';
import { LRUCache } from 'lru-cache';
import { reasonOf } from './deploy.js';
import type { Reconciler } from './reconciler.js';
import type { WorkContext } from './work-context.js';

const LOOK_MS = 5_000;
/** A maze that stays different is tried again after this long, not at every look. */
const RETRY_MS = 15_000;
/** While the engine reports what it reported when all agreed, the rows are compared only so often. */
const COMPARE_AGAIN_MS = 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

interface LiveMaze {
  id: string;
  status: string;
  eventSeq: number;
}

/** Compares what the engine runs with what the database wants: calls for repair, and removes what nobody wants any more. */
export class DriftWatch {
  private readonly hashes = new LRUCache<string, string>({ max: 1_000 });
  private readonly tried = new Map<string, { at: number; report: string }>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private complained = false;
  private generation: string | undefined;
  /** What the engine reported when it last agreed with all rows, and when that was. */
  private agreed: { report: string; at: number } | undefined;
  /** Counts what the bus says of mazes. */
  private word = 0;
  private subscription: Subscription | undefined;

  constructor(private readonly context: WorkContext, private readonly reconciler: Reconciler, private readonly lookMs = LOOK_MS) {}

  start(): void {
    const stir = () => {
      this.word += 1;
      this.agreed = undefined;
    };
    this.subscription = this.context.bus.subscribe('topology.>', stir, stir);
    this.timer = setInterval(() => void this.look(), this.lookMs);
    void this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.subscription?.close();
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
    if (observation && observation.generation !== this.generation) this.tried.clear();
    this.generation = observation?.generation;
    const report = observation && reportOf(observation);
    if (report !== null && this.hasAgreed(report)) return;
    const { word } = this;
    const at = Date.now();
    const live = await this.context.database.mazes.live(this.context.engineHost);
    const scopes = new Map(observation?.scopes.map((scope) => [scope.scope, scope]));
    let agrees = true;
    for (const maze of live) {
      const observed = scopes.get(maze.id);
      if (!(await this.differs(maze, observed, observation !== null))) continue;
      agrees = false;
      this.attend(maze.id, observed);
    }
    if (observation && (await this.removeUnwanted(observation, new Set(live.map(({ id }) => id))))) agrees = false;
    this.agreed = agrees && report !== null && word === this.word ? { report, at } : undefined;
    this.complained = false;
  }

  /** Nobody has changed a maze and nothing runs otherwise than it did: an idle watch asks the database nothing. */
  private hasAgreed(report: string): boolean {
    return this.context.bus.capabilities.delivers && report === this.agreed?.report && Date.now() - this.agreed.at < COMPARE_AGAIN_MS;
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

  /** What differs as it did at the last try waits for its turn; what differs otherwise is tried at once. */
  private attend(id: string, observed: ScopeObservation | undefined): void {
    const at = Date.now();
    const report = observed ? scopeReport(observed) : '';
    const last = this.tried.get(id);
    if (last?.report === report && at - last.at < RETRY_MS) return;
    this.tried.set(id, { at, report });
    this.reconciler.attend(id);
  }

  /** What runs under the id of a maze that is no more, or wants nothing to run, has no owner. @returns whether there was any */
  private async removeUnwanted({ scopes }: EngineObservation, live: ReadonlySet<string>): Promise<boolean> {
    let found = false;
    for (const { scope, epoch } of scopes) {
      if (live.has(scope) || !UUID.test(scope)) continue;
      const head = await this.context.database.mazes.head(scope);
      if (head && !['pending', 'failed', 'torn_down'].includes(head.status)) continue;
      this.context.log.info(`removing what still runs of maze ${scope}, which is ${head?.status ?? 'deleted'}`);
      found = true;
      await this.context.engine.teardown({ scope, epoch });
    }
    return found;
  }

  private complain(error: unknown): void {
    if (!this.complained) this.context.log.warn(`could not compare the engine with the database: ${reasonOf(error)}`);
    this.complained = true;
  }
}

/** All that a comparison looks at. */
function reportOf({ generation, scopes }: EngineObservation): string {
  return [generation, ...scopes.map(scopeReport).sort()].join('\n');
}

function scopeReport({ scope, hash, deckies }: ScopeObservation): string {
  const odd = Object.entries(deckies).filter(([, { state }]) => state !== 'running').map(([id, { state }]) => `${id}=${state}`);
  return `${scope} ${hash} ${odd.join(' ')}`;
}
