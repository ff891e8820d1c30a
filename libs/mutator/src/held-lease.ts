import { LIVE_STATUSES } from '@decnet/domain';
import type { Guard } from '@decnet/persistence';
import { step, type WorkContext } from './work-context.js';

/** A maze that this process may work on: a fence for its writes, and a signal for the moment when it no longer may. */
export class HeldLease {
  private readonly lost = new AbortController();
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly context: WorkContext, readonly topologyId: string, readonly epoch: number) {
    // A third of the lease: two renewals may fail before it runs out.
    this.timer = setInterval(() => void this.renew(), context.leaseMs / 3);
  }

  /** @returns null when somebody else has the maze */
  static async claim(context: WorkContext, topologyId: string): Promise<HeldLease | null> {
    const { database, owner, leaseMs, engineHost } = context;
    const claimed = await step(context, 'claim', topologyId, () => database.leases.claim(topologyId, owner, leaseMs, engineHost));
    return claimed && new HeldLease(context, topologyId, claimed.epoch);
  }

  /** What every write to this maze, while it runs, demands. */
  get guard(): Guard {
    return { leaseEpoch: this.epoch, statuses: LIVE_STATUSES };
  }

  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** Also a lease that ran out is given back: nobody has to wait for what nobody holds. Another owner's stays as it is. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    const { database, owner } = this.context;
    await step(this.context, 'release', this.topologyId, () => database.leases.release(this.topologyId, owner, this.epoch));
  }

  private async renew(): Promise<void> {
    const { database, owner, leaseMs, log } = this.context;
    try {
      if (await database.leases.renew(this.topologyId, owner, this.epoch, leaseMs)) return;
      clearInterval(this.timer);
      this.lost.abort();
    } catch (error) {
      log.warn(`could not renew the lease on ${this.topologyId}: ${String(error)}`);
    }
  }
}
