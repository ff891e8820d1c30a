import { FailureLimiter } from '@decnet/platform';

const MINUTE_MS = 60_000;
/** Failures of one address for one name. */
const TRIES = 10;
/** Failures of one address for any names, or for one name from any addresses: guessing spread wide. */
const SPREAD_TRIES = 100;

/** Ten wrong passwords a minute, then nothing is even compared. */
export class LoginThrottle {
  private readonly pairs = new FailureLimiter({ limit: TRIES, windowMs: MINUTE_MS });
  private readonly addresses = new FailureLimiter({ limit: SPREAD_TRIES, windowMs: MINUTE_MS });
  private readonly names = new FailureLimiter({ limit: SPREAD_TRIES, windowMs: MINUTE_MS });

  /** @throws DomainError TOO_MANY_REQUESTS {retryAfterS} */
  check(address: string, username: string): void {
    this.pairs.check(pairOf(address, username));
    this.addresses.check(address);
    this.names.check(username);
  }

  failed(address: string, username: string): void {
    this.pairs.fail(pairOf(address, username));
    this.addresses.fail(address);
    this.names.fail(username);
  }

  /** Who knows the password starts anew; what others tried for the name stays counted. */
  succeeded(address: string, username: string): void {
    this.pairs.forget(pairOf(address, username));
  }
}

function pairOf(address: string, username: string): string {
  return `${address} ${username}`;
}
