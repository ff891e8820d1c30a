import { randomBytes } from 'node:crypto';
import { DomainError } from '@decnet/domain';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; some 20 ms here. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** One at a time leaves a core for everybody else; more waiting than this are sent away. */
const LONGEST_QUEUE = 64;

/** Hashes and checks passwords, one after another, in a bounded queue. */
export class PasswordHasher {
  private readonly inTurn = pLimit(1);
  /** What the password of a user who does not exist is compared with, so that both answers take as long. */
  private nobody: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.queued(() => hash(password, ARGON2ID));
  }

  /** @param stored hash of the user; null, where there is no such user, takes as long and is always false */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const nobody = await (this.nobody ??= hash(randomBytes(16).toString('hex'), ARGON2ID));
    const right = await verify(stored ?? nobody, password, ARGON2ID);
    return right && stored !== null;
  }

  /** Runs work in turn. @throws DomainError TOO_MANY_REQUESTS when the queue is full */
  queued<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTurn.pendingCount >= LONGEST_QUEUE) {
      throw new DomainError('TOO_MANY_REQUESTS', 'too many passwords are being checked right now', { retryAfterS: 1 });
    }
    return this.inTurn(work);
  }
}
