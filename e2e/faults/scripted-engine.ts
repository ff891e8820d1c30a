import { setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '@decnet/domain';
import { type ApplyRequest, type ApplyResult, FakeEngine, type ProgressListener } from '@decnet/engine';

/** Deckies with names that begin like this fail to start the first time, or start and are said to have failed. */
export const FLAKY = 'flaky';
/** Those never start. */
export const NEVER = 'never';

/** A fake engine that takes its time, and whose failures the names of deckies foretell. */
export class ScriptedEngine extends FakeEngine {
  private readonly tried = new Set<string>();

  /** @param paceMs how long each apply takes, and each decky of it that changes */
  constructor(private readonly paceMs: number) {
    super({ stepDelayMs: paceMs });
  }

  override async apply(request: ApplyRequest, onProgress?: ProgressListener, signal?: AbortSignal): Promise<ApplyResult> {
    const { deckies } = request.plan;
    for (const { name, deckyId } of deckies) if (name.startsWith(NEVER)) this.breakDecky(deckyId, `${name} never starts`);
    const flaky = deckies.find(({ name, deckyId }) => name.startsWith(FLAKY) && !this.tried.has(deckyId));
    if (this.paceMs > 0) await delay(this.paceMs);
    // Half of them fail before they are done, the others after.
    const isDone = !flaky || this.tried.size % 2 === 1;
    if (flaky) this.tried.add(flaky.deckyId);
    const result = isDone ? await super.apply(request, onProgress, signal) : null;
    if (flaky) throw new DomainError('ENGINE_FAILED', `${flaky.name} fails once`, { reason: 'scripted' });
    return result!;
  }
}
