import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ServiceConfig } from '@decnet/domain';

const salt = randomBytes(32);

/** Which pair of name and password a service lets in: the configured one and no other; without a password nobody. */
export class CredentialPolicy {
  private readonly user: string;
  private readonly password: string | null;

  constructor(config: ServiceConfig, defaultUser: string) {
    this.user = text(config.user) ?? defaultUser;
    this.password = text(config.password);
  }

  /** Takes as long for a near miss as for a wild guess. */
  accepts(user: string, password: string): boolean {
    const rightUser = equal(user, this.user);
    const rightPassword = equal(password, this.password ?? '');
    return rightUser && rightPassword && this.password !== null;
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Compares digests: neither length nor common beginning shows in the time. */
function equal(given: string, wanted: string): boolean {
  const digest = (value: string): Buffer => createHmac('sha256', salt).update(value).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
