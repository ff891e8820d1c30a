import { DomainError } from '@decnet/domain';

export const FAKE_CALLS = ['apply', 'teardown', 'observe', 'events'] as const;
export type FakeCall = (typeof FAKE_CALLS)[number];

/**
 * What goes wrong with one call. `fail`: nothing is done and the caller is told so. `throw-after`: it is done and the caller is told it
 * failed. `unreachable`: nobody answers. `hang`: no answer until {@link FakeFaults.release} or an abort. `delay`: done late.
 */
export type FakeFault =
  | { on: FakeCall; kind: 'fail' | 'throw-after' | 'unreachable' | 'hang' }
  | { on: FakeCall; kind: 'delay'; ms: number };

/** Faults wait in line for the next call of their kind; each is used once. */
export class FakeFaults {
  private readonly waiting: FakeFault[] = [];
  private held: (() => void)[] = [];

  add(...faults: FakeFault[]): void {
    this.waiting.push(...faults);
  }

  /** Lets every hanging call go on. */
  release(): void {
    for (const go of this.held.splice(0)) go();
  }

  /** Does `work` as the next fault for this call says. */
  async around<T>(call: FakeCall, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const at = this.waiting.findIndex((fault) => fault.on === call);
    const fault = at < 0 ? undefined : this.waiting.splice(at, 1)[0];
    if (fault?.kind === 'fail') throw failed(call);
    if (fault?.kind === 'unreachable') throw new DomainError('ENGINE_UNREACHABLE', 'nobody answers');
    if (fault?.kind === 'hang') await this.hang(signal);
    if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const result = await work();
    if (fault?.kind === 'throw-after') throw failed(call);
    return result;
  }

  private hang(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.held.push(resolve);
      signal?.addEventListener('abort', () => reject(new DomainError('ENGINE_FAILED', 'the caller has gone', { reason: 'aborted' })), { once: true });
    });
  }
}

function failed(call: FakeCall): DomainError {
  return new DomainError('ENGINE_FAILED', `scripted failure of ${call}`, { reason: 'scripted' });
}
