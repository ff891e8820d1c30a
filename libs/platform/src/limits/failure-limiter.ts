import { DomainError } from '@decnet/domain';
import { LRUCache } from 'lru-cache';

export interface FailureLimit {
  /** Failures allowed within the window. */
  limit: number;
  windowMs: number;
  /** Keys remembered at most; the one not seen for longest is forgotten first. */
  maxKeys?: number;
  now?: () => number;
}

const DEFAULT_MAX_KEYS = 10_000;

/** Counts failures per key over a sliding window, in bounded memory. */
export class FailureLimiter {
  private readonly failures: LRUCache<string, number[]>;
  private readonly now: () => number;

  constructor(private readonly options: FailureLimit) {
    this.failures = new LRUCache({ max: options.maxKeys ?? DEFAULT_MAX_KEYS });
    this.now = options.now ?? Date.now;
  }

  /** @throws DomainError TOO_MANY_REQUESTS {retryAfterS} while the key has used up its failures */
  check(key: string): void {
    const recent = this.recent(key);
    if (recent.length < this.options.limit) return;
    const retryAfterS = Math.max(1, Math.ceil((recent[0]! + this.options.windowMs - this.now()) / 1000));
    throw new DomainError('TOO_MANY_REQUESTS', `too many failed attempts; try again in ${retryAfterS} s`, { retryAfterS });
  }

  fail(key: string): void {
    // Only the newest `limit` matter, so a key never grows.
    this.failures.set(key, [...this.recent(key), this.now()].slice(-this.options.limit));
  }

  forget(key: string): void {
    this.failures.delete(key);
  }

  private recent(key: string): number[] {
    const since = this.now() - this.options.windowMs;
    return (this.failures.get(key) ?? []).filter((at) => at > since);
  }
}
