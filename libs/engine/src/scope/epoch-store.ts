import type { Scope } from '../port.js';

/** Remembers the highest epoch ever seen for a scope. */
export interface EpochStore {
  /** 0 for a scope that was never seen. */
  load(scope: Scope): Promise<number>;
  /** Resolves once the epoch cannot be forgotten any more. */
  save(scope: Scope, epoch: number): Promise<void>;
}

/** For engines that forget everything with their process. */
export class MemoryEpochStore implements EpochStore {
  private readonly epochs = new Map<Scope, number>();

  async load(scope: Scope): Promise<number> {
    return this.epochs.get(scope) ?? 0;
  }

  async save(scope: Scope, epoch: number): Promise<void> {
    this.epochs.set(scope, epoch);
  }
}
