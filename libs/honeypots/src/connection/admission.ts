import type { ConnectionLimits } from './limits.js';

interface Waiter { source: string; decide(admitted: boolean): void }

/** Who may talk to a decky now. Those over the limits wait their turn for a while: it costs them time, and the host next to nothing. */
export class Admission {
  private readonly bySource = new Map<string, number>();
  private readonly waiters = new Set<Waiter>();
  private open = 0;

  constructor(private readonly limits: ConnectionLimits) {}

  /** Resolves with whether the source may come in; `gone` ends the wait. Who came in must {@link leave}. */
  async enter(source: string, gone: AbortSignal): Promise<boolean> {
    if (this.tryEnter(source)) return true;
    if (this.waiters.size >= this.limits.waiting) return false;
    return new Promise((resolve) => {
      const waiter: Waiter = {
        source,
        decide: (admitted) => {
          clearTimeout(timer);
          gone.removeEventListener('abort', giveUp);
          this.waiters.delete(waiter);
          resolve(admitted);
        },
      };
      const giveUp = (): void => waiter.decide(false);
      const timer = setTimeout(giveUp, this.limits.waitMs).unref();
      gone.addEventListener('abort', giveUp);
      this.waiters.add(waiter);
    });
  }

  leave(source: string): void {
    this.open -= 1;
    const left = (this.bySource.get(source) ?? 1) - 1;
    if (left === 0) this.bySource.delete(source);
    else this.bySource.set(source, left);
    for (const waiter of this.waiters) {
      if (this.open >= this.limits.perDecky) return;
      if (this.tryEnter(waiter.source)) waiter.decide(true);
    }
  }

  private tryEnter(source: string): boolean {
    const already = this.bySource.get(source) ?? 0;
    if (already >= this.limits.perSource || this.open >= this.limits.perDecky) return false;
    this.bySource.set(source, already + 1);
    this.open += 1;
    return true;
  }
}
