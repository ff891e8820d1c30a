import { LIVE_STATUSES } from '@decnet/domain';
import type { Subscription } from '@decnet/bus';
import type { LoadedMaze } from '@decnet/persistence';
import { Fenced } from './convergence.js';
import { deploy, reasonOf } from './deploy.js';
import { HeldLease } from './held-lease.js';
import { drainQueue } from './queue/drain-queue.js';
import { repair } from './repair.js';
import { teardown } from './teardown.js';
import type { WorkContext } from './work-context.js';

const POLL_MS = 10_000;
/** What the bus says of mazes that may need something done. */
const WAKING = ['topology.*.status', 'topology.*.mutation.enqueued'];
/** Pieces of work that one maze may need in a row before it is looked at afresh. */
const MAX_STEPS = 10;

/**
 * Does what mazes need: woken by the bus, and by a poll for what no message told. Any number of reconcilers may run;
 * the lease on a maze decides whose it is.
 */
export class Reconciler {
  private readonly working = new Set<Promise<void>>();
  /** Mazes that are being claimed, and whether somebody asked for them meanwhile. */
  private readonly claiming = new Map<string, { again: boolean }>();
  private subscriptions: Subscription[] = [];
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private lookAgain = false;
  private stopped = false;
  /** When the database last told what there is to do; null until then. */
  lastWorkedAt: Date | null = null;

  constructor(private readonly context: WorkContext, private readonly pollMs = POLL_MS) {}

  start(): void {
    const wake = () => this.wake();
    this.subscriptions = WAKING.map((pattern) => this.context.bus.subscribe(pattern, wake, wake));
    this.timer = setInterval(() => this.wake(), this.pollMs);
    this.wake();
  }

  /** Lets the work under way come to its end. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const subscription of this.subscriptions) subscription.close();
    clearInterval(this.timer);
    await Promise.all(this.working);
  }

  /** There may be work. Never throws, never waits. */
  wake(): void {
    if (this.stopped) return;
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = true;
    void this.look().finally(() => {
      this.looking = false;
      if (this.lookAgain) this.wake();
    });
  }

  /** Works on this maze now, whether or not its row asks for it: what is observed of it differs. */
  attend(id: string): void {
    // A database that keeps claims waiting must not be sent one more with every poll.
    const claiming = this.claiming.get(id);
    if (claiming) {
      claiming.again = true;
      return;
    }
    const work = this.work(id).catch((error: unknown) => {
      if (!(error instanceof Fenced)) this.context.log.warn(`work on ${id} stopped: ${reasonOf(error)}`);
    });
    this.working.add(work);
    void work.finally(() => this.working.delete(work));
  }

  /** Resolves when nothing is left to do that nobody else is at, or does not come to an end though it was tried again and again. */
  async idle(): Promise<void> {
    for (let round = 0; round < MAX_STEPS; round++) {
      await this.look();
      if (this.working.size === 0) return;
      await Promise.all(this.working);
    }
  }

  private async look(): Promise<void> {
    this.lookAgain = false;
    try {
      const { database, engineHost } = this.context;
      const work = await database.leases.workFor(engineHost);
      this.lastWorkedAt = new Date();
      for (const { id, leaseOwner } of work) if (leaseOwner === null) this.attend(id);
    } catch (error) {
      this.context.log.warn(`could not look for work: ${reasonOf(error)}`);
    }
  }

  private async work(id: string): Promise<void> {
    const held = await this.claim(id);
    if (!held) return;
    let isLive = false;
    try {
      isLive = await this.workOn(held);
    } finally {
      await held.release();
    }
    // What was enqueued after the queue was found empty, and before the maze was given back, found it claimed.
    if (isLive && !this.stopped && (await this.context.database.mutations.next(id))) this.attend(id);
  }

  /** @returns whether the maze is one that has a queue */
  private async workOn(held: HeldLease): Promise<boolean> {
    for (let step = 0; step < MAX_STEPS; step++) {
      const loaded = await this.context.database.mazes.load(held.topologyId);
      if (!loaded) return false;
      if (!(await this.step(held, loaded))) return LIVE_STATUSES.includes(loaded.topology.status);
    }
    return true;
  }

  private async claim(id: string): Promise<HeldLease | null> {
    const claiming = { again: false };
    this.claiming.set(id, claiming);
    try {
      const held = await HeldLease.claim(this.context, id);
      // What was asked for meanwhile may have been set free after the claim had looked.
      if (!held && claiming.again) this.wake();
      return held;
    } finally {
      this.claiming.delete(id);
    }
  }

  /** @returns whether the maze may need more */
  private async step(held: HeldLease, loaded: LoadedMaze): Promise<boolean> {
    switch (loaded.topology.status) {
      case 'deploying':
        await deploy(this.context, held, loaded);
        return true;
      case 'tearing_down':
        await teardown(this.context, held, loaded);
        return true;
      case 'active':
      case 'degraded':
        if (loaded.mutations.length > 0) return !(await drainQueue(this.context, held, loaded));
        await repair(this.context, held, loaded);
        return false;
      default:
        return false;
    }
  }
}
