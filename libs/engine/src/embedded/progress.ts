import type { DeckyObservation } from '@decnet/domain';
import type { DeckyStates, ProgressListener } from '../port.js';

const BATCH = 64;
const BATCH_MS = 50;

/** Gathers changed deckies and tells them a few at a time. */
export class Progress {
  private changed: DeckyStates = {};
  private size = 0;
  private toldAt = 0;

  constructor(private readonly listener: ProgressListener | undefined) {}

  add(deckyId: string, observed: DeckyObservation): void {
    if (!this.listener) return;
    this.changed[deckyId] = observed;
    this.size += 1;
    if (this.size >= BATCH || performance.now() - this.toldAt >= BATCH_MS) this.flush();
  }

  flush(): void {
    if (this.size === 0) return;
    this.listener?.(this.changed);
    this.changed = {};
    this.size = 0;
    this.toldAt = performance.now();
  }
}
