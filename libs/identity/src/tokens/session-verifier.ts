import { Injectable } from '@nestjs/common';
import { Database } from '@decnet/persistence';
import type { Principal, Revocation, TokenVerifier } from '@decnet/platform';
import { AccessTokens } from './access-tokens.js';
import { LOCAL_AUDIENCE, LOCAL_USERNAME, type LocalClaims } from './claims.js';
import { Revocations } from './revocations.js';

/** A token is as good as its session row is now: one indexed read for every request, no memory of the last answer. */
@Injectable()
export class SessionVerifier implements TokenVerifier {
  constructor(private readonly database: Database, private readonly tokens: AccessTokens, private readonly revocations: Revocations) {}

  async verify(token: string): Promise<Principal | null> {
    const claims = this.tokens.claimsOf(token);
    if (!claims) return null;
    if (claims.aud === LOCAL_AUDIENCE) return localOperator(claims);
    const owner = await this.database.sessions.find(claims.sid);
    if (!owner || owner.user.id !== claims.sub || owner.user.role !== claims.role) return null;
    const { id, username, role, mustChangePassword } = owner.user;
    const expiresAt = Math.min(claims.exp * 1000, Date.parse(owner.session.expiresAt));
    return { userId: id, username, role, sessionId: claims.sid, expiresAt, mustChangePassword };
  }

  async isStillValid({ userId, sessionId, role, expiresAt }: Principal): Promise<boolean> {
    if (expiresAt <= Date.now()) return false;
    if (userId === null) return true;
    const owner = await this.database.sessions.find(sessionId);
    return owner?.user.id === userId && owner.user.role === role;
  }

  onRevoked(listener: (revocation: Revocation) => void): () => void {
    return this.revocations.listen(listener);
  }
}

function localOperator({ exp }: LocalClaims): Principal {
  return { userId: null, username: LOCAL_USERNAME, role: 'admin', sessionId: LOCAL_USERNAME, expiresAt: exp * 1000, mustChangePassword: false };
}
