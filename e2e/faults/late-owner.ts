import { randomUUID } from 'node:crypto';
import { connectBus } from '@decnet/bus';
import { DomainError } from '@decnet/domain';
import type { ApplyRequest, Engine } from '@decnet/engine';
import { type Checkpoint, MutatorRunner } from '@decnet/mutator';
import type { Database } from '@decnet/persistence';
import { ENGINE_HOST } from '../support/test-master.js';

/** So long that nobody polls, looks or renews by himself. */
const NEVER_MS = 2 ** 30;

export interface LateOwnerOptions { database: Database; engine: Engine; topologyId: string; leaseMs: number; point: Checkpoint; passage: number }

/**
 * An owner that stops between two steps, whose renewals never come, and that goes on one day as if nothing had happened. What it then tries to write, and
 * is refused, is counted.
 */
export class LateOwner {
  /** Writes and engine calls that were refused because it is late. */
  refused = 0;
  /** Whether it stopped where it was to stop. */
  stopped = false;
  private readonly runner: MutatorRunner;
  private passages = 0;
  private letGo: () => void = () => undefined;
  private readonly woken = new Promise<void>((resolve) => { this.letGo = resolve; });
  private reach: () => void = () => undefined;
  private readonly reached = new Promise<void>((resolve) => { this.reach = resolve; });

  constructor(private readonly options: LateOwnerOptions) {
    const { engine, leaseMs } = options;
    const never = { pollMs: NEVER_MS, lookMs: NEVER_MS };
    this.runner = new MutatorRunner(
      { engine: this.counting(engine), engineHost: ENGINE_HOST, leaseMs, owner: `late ${randomUUID()}`, checkpoint: (point) => this.pass(point), ...never },
      this.withoutRenewals(options.database), connectBus('null:', () => undefined),
    );
  }

  /** Begins its work. @returns when it has stopped where it should, or has come to an end before */
  async untilStopped(): Promise<void> {
    this.runner.reconciler.attend(this.options.topologyId);
    await Promise.race([this.reached, this.runner.reconciler.stop()]);
  }

  /** Goes on. @returns when it has come to an end */
  async wake(): Promise<void> {
    this.letGo();
    await this.runner.reconciler.stop();
  }

  private pass(at: Checkpoint): Promise<void> | undefined {
    if (at === this.options.point) this.passages += 1;
    if (at !== this.options.point || this.passages !== this.options.passage || this.stopped) return undefined;
    this.stopped = true;
    this.reach();
    return this.woken;
  }

  private withoutRenewals(database: Database): Database {
    const leases = Object.assign(Object.create(database.leases) as Database['leases'], { renew: () => new Promise<never>(() => undefined) });
    const run: Database['unitOfWork']['run'] = (work, options) => this.told(() => database.unitOfWork.run(work, options));
    const unitOfWork = Object.assign(Object.create(database.unitOfWork) as Database['unitOfWork'], { run });
    return Object.assign(Object.create(database) as Database, { leases, unitOfWork });
  }

  private counting(engine: Engine): Engine {
    return {
      kind: engine.kind,
      apply: (request: ApplyRequest) => this.told(() => engine.apply(request)),
      teardown: (request) => this.told(() => engine.teardown(request)),
      observe: (scope) => engine.observe(scope),
      events: (after, options) => engine.events(after, options),
    };
  }

  private async told<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'STALE_EPOCH') this.refused += 1;
      throw error;
    }
  }
}
