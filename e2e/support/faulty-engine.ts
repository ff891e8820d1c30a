import { DomainError } from '@decnet/domain';
import type { ApplyRequest, ApplyResult, Engine, EngineObservation, EventBatch, ProgressListener } from '@decnet/engine';

/** An engine that does what it is told and now and then says that it failed. */
export class FaultyEngine implements Engine {
  injected = 0;
  private calls = 0;

  /** @param every one call in so many is told a failure after it was done */
  constructor(private readonly inner: Engine, private readonly every: number) {}

  get kind(): Engine['kind'] {
    return this.inner.kind;
  }

  apply(request: ApplyRequest, onProgress?: ProgressListener): Promise<ApplyResult> {
    return this.told(() => this.inner.apply(request, onProgress));
  }

  teardown(request: { scope: string; epoch: number }): Promise<void> {
    return this.told(() => this.inner.teardown(request));
  }

  observe(scope?: string): Promise<EngineObservation> {
    return this.told(() => this.inner.observe(scope));
  }

  events(after: string | null, options: { limit: number; waitMs: number; signal?: AbortSignal }): Promise<EventBatch> {
    return this.inner.events(after, options);
  }

  private async told<T>(call: () => Promise<T>): Promise<T> {
    const result = await call();
    this.calls += 1;
    if (this.calls % this.every !== 0) return result;
    this.injected += 1;
    throw new DomainError('ENGINE_FAILED', 'applied, but told failed', { reason: 'injected' });
  }
}
