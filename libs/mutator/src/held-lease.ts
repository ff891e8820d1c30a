import type { WorkContext } from './work-context.js';

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
    const claimed = await database.leases.claim(topologyId, owner, leaseMs, engineHost);
    return claimed && new HeldLease(context, topologyId, claimed.epoch);
  }

  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** Also a lease that ran out is given back: nobody has to wait for what nobody holds. Another owner's stays as it is. */
  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.context.database.leases.release(this.topologyId, this.context.owner, this.epoch);
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
