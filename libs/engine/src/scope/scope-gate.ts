import { DomainError } from '@decnet/domain';
import { asEngineError } from '../failure.js';
import type { Scope } from '../port.js';
import type { EpochStore } from './epoch-store.js';

/** Called before every step of work on a scope; throws STALE_EPOCH once a newer owner has spoken, ENGINE_FAILED once the caller has gone. */
export type StepCheck = () => void;

interface ScopedRequest { scope: Scope; epoch: number }

interface Fence {
  /** Highest epoch that ever arrived. */
  highest: number;
  /** Highest epoch that cannot be forgotten any more. */
  saved: number;
  saving: Promise<void>;
}

/**
 * Lets one piece of work at a time onto a scope, and only work of its newest owner.
 * A newer epoch counts from the moment it arrives, not from its turn in the queue, so it fences off the work that is running.
 */
export class ScopeGate {
  private readonly fences = new Map<Scope, Promise<Fence>>();
  private readonly tails = new Map<Scope, Promise<unknown>>();

  constructor(private readonly epochs: EpochStore) {}

  /** Runs `work` after everything that came before it on this scope; scopes do not wait for each other. */
  async run<T>(request: ScopedRequest, work: (check: StepCheck) => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await this.takeTurn(request, work, signal);
    } catch (error) {
      throw asEngineError(error);
    }
  }

  /** The highest epoch seen for a scope; 0 when it is unknown. */
  async highest(scope: Scope): Promise<number> {
    return (await this.fence(scope)).highest;
  }

  /** Resolves when no work is running or waiting. */
  async idle(): Promise<void> {
    while (this.tails.size > 0) await Promise.all(this.tails.values());
  }

  private async takeTurn<T>({ scope, epoch }: ScopedRequest, work: (check: StepCheck) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const fence = await this.admit(scope, epoch);
    const check = (): void => {
      refuseOlder(scope, epoch, fence.highest);
      if (signal?.aborted) throw new DomainError('ENGINE_FAILED', 'the caller has gone', { reason: 'aborted' });
    };
    const turn = (this.tails.get(scope) ?? Promise.resolve()).then(async () => {
      check();
      return work(check);
    });
    const tail = turn.catch(() => undefined);
    this.tails.set(scope, tail);
    void tail.then(() => {
      if (this.tails.get(scope) === tail) this.tails.delete(scope);
    });
    return turn;
  }

  private async admit(scope: Scope, epoch: number): Promise<Fence> {
    const fence = await this.fence(scope);
    refuseOlder(scope, epoch, fence.highest);
    fence.highest = Math.max(fence.highest, epoch);
    if (fence.saved < epoch) await this.save(scope, fence);
    return fence;
  }

  /** Saves are chained: an older one that ends late must not overwrite a newer one. One that failed is tried again by the next caller. */
  private save(scope: Scope, fence: Fence): Promise<void> {
    fence.saving = fence.saving.catch(() => undefined).then(async () => {
      const epoch = fence.highest;
      if (fence.saved >= epoch) return;
      await this.epochs.save(scope, epoch);
      fence.saved = epoch;
    });
    return fence.saving;
  }

  private fence(scope: Scope): Promise<Fence> {
    const known = this.fences.get(scope);
    if (known) return known;
    const loaded = this.epochs.load(scope).then((highest) => ({ highest, saved: highest, saving: Promise.resolve() }));
    this.fences.set(scope, loaded);
    // A failed read may be repeated by the next caller.
    loaded.catch(() => this.fences.delete(scope));
    return loaded;
  }
}

function refuseOlder(scope: Scope, epoch: number, highest: number): void {
  if (epoch < highest) throw new DomainError('STALE_EPOCH', `epoch ${epoch} of ${scope} is older than ${highest}`, { epoch, highest });
}
