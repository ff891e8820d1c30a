import type { DeckyStates } from '@decnet/engine';
import { topics } from '@decnet/bus';
import type { HeldLease } from './held-lease.js';
import type { WorkContext } from './work-context.js';

/** Writes what an engine reports while it works, one transaction at a time: what arrives meanwhile goes with the next. */
export class ObservationWriter {
  private waiting: DeckyStates = {};
  private writing: Promise<void> | undefined;

  constructor(private readonly context: WorkContext, private readonly held: HeldLease) {}

  add(states: DeckyStates): void {
    Object.assign(this.waiting, states);
    this.writing ??= this.drain().finally(() => { this.writing = undefined; });
  }

  async finish(): Promise<void> {
    await this.writing;
  }

  private async drain(): Promise<void> {
    while (Object.keys(this.waiting).length > 0) {
      const states = this.waiting;
      this.waiting = {};
      await this.write(states);
    }
  }

  /** Progress is for watchers: when it cannot be written the work goes on, and the end result is written anyway. */
  private async write(states: DeckyStates): Promise<void> {
    const { database, bus, log } = this.context;
    const { topologyId: id, epoch } = this.held;
    try {
      await database.unitOfWork.run((tx) => database.mazes.writeObservations(tx, id, states, { leaseEpoch: epoch }), { settle: async () => false });
      bus.publishSafely(topics.topologyChanged(id), 'observed');
    } catch (error) {
      log.warn(`could not write the progress of ${id}: ${String(error)}`);
    }
  }
}
