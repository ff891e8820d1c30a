import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ChangePasswordRequest, LoginRequest, LoginResponse, UserResponse } from '@decnet/contract';
import { DomainError, invalidRequest } from '@decnet/domain';
import { Database, type Tx, type User } from '@decnet/persistence';
import type { Principal } from '@decnet/platform';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { AccessTokens } from '../tokens/access-tokens.js';
import { Revocations } from '../tokens/revocations.js';
import { localUser, toUserResponse } from '../users/user-response.js';
import { LoginThrottle } from './login-throttle.js';

const SESSION_LIFETIME_MS = 12 * 3600 * 1000;

const refused = (): DomainError => new DomainError('UNAUTHENTICATED', 'wrong user name or password');

/** Signing in and out. A session is a row; the token only names it. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordHasher,
    private readonly tokens: AccessTokens,
    private readonly revocations: Revocations,
    private readonly throttle: LoginThrottle,
  ) {}

  /** @throws DomainError UNAUTHENTICATED, TOO_MANY_REQUESTS */
  async login({ username, password }: LoginRequest, address: string): Promise<LoginResponse> {
    this.throttle.check(address, username);
    const user = await this.passwords.queued(() => this.proveIdentity(username, password, address));
    return this.database.unitOfWork.run(async (tx) => {
      const current = await this.lock(user, tx);
      // Changed since it was compared: then this is the old password.
      if (current.passwordHash !== user.passwordHash) throw refused();
      return this.openSession(current, tx);
    });
  }

  async logout({ userId, sessionId }: Principal): Promise<void> {
    if (userId !== null) await this.database.sessions.remove(sessionId);
    this.revocations.announce({ sessionId });
  }

  /** Ends every session of the user, also the caller's, and opens a new one for the caller. */
  async changePassword(principal: Principal, { oldPassword, newPassword }: ChangePasswordRequest, address: string): Promise<LoginResponse> {
    const user = await this.accountOf(principal);
    this.throttle.check(address, user.username);
    await this.passwords.queued(() => this.proveIdentity(user.username, oldPassword, address));
    if (newPassword === oldPassword) throw invalidRequest([{ path: 'newPassword', message: 'must differ from the old password' }]);
    const passwordHash = await this.passwords.hash(newPassword);
    const answer = await this.database.unitOfWork.run(async (tx) => {
      const changed = await this.database.users.update(user.id, { passwordHash, mustChangePassword: false }, tx);
      await this.database.sessions.removeOfUser(user.id, undefined, tx);
      return this.openSession(changed, tx);
    });
    this.revocations.announce({ userId: user.id });
    return answer;
  }

  async me(principal: Principal): Promise<UserResponse> {
    return principal.userId === null ? localUser() : toUserResponse(await this.accountOf(principal));
  }

  private async proveIdentity(username: string, password: string, address: string): Promise<User> {
    // Once more, now that it is this one's turn: the ones before it may have used up the tries.
    this.throttle.check(address, username);
    const user = await this.database.users.byUsername(username);
    if (!(await this.passwords.matches(user?.passwordHash ?? null, password)) || !user) {
      this.throttle.failed(address, username);
      throw refused();
    }
    this.throttle.succeeded(address, username);
    return user;
  }

  /** Holds the user's row, so that no change of password or role comes between. */
  private async lock({ id }: User, tx: Tx): Promise<User> {
    try {
      return await this.database.users.update(id, {}, tx);
    } catch (error) {
      throw error instanceof DomainError && error.code === 'NOT_FOUND' ? refused() : error;
    }
  }

  private async openSession(user: User, tx: Tx): Promise<LoginResponse> {
    const expiresAt = new Date(Date.now() + SESSION_LIFETIME_MS);
    const sessionId = randomUUID();
    await this.database.sessions.create({ id: sessionId, userId: user.id, expiresAt: expiresAt.toISOString() }, tx);
    const accessToken = this.tokens.sign({ userId: user.id, sessionId, role: user.role, expiresAt });
    return { accessToken, expiresAt: expiresAt.toISOString(), mustChangePassword: user.mustChangePassword, user: toUserResponse(user) };
  }

  private async accountOf({ userId }: Principal): Promise<User> {
    const user = userId === null ? null : await this.database.users.byId(userId);
    if (!user) throw new DomainError('FORBIDDEN', 'only somebody with an account of their own may do this');
    return user;
  }
}
