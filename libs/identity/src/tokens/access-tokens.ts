import type { Role } from '@decnet/contract';
import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { ISSUER, LOCAL_AUDIENCE, LOCAL_TOKEN_LIFETIME_S, SESSION_AUDIENCE, type LocalClaims, type SessionClaims } from './claims.js';

const REMEMBERED_TOKENS = 1_000;

export interface SessionFacts {
  userId: string;
  sessionId: string;
  role: Role;
  expiresAt: Date;
}

/** Signs tokens and reads them back. Says nothing about whether their session still stands. */
export class AccessTokens {
  /** A signature never turns false, so it is checked once; expiry is looked at every time. */
  private readonly read = new LRUCache<string, SessionClaims | LocalClaims>({ max: REMEMBERED_TOKENS });

  constructor(private readonly secret: string) {}

  sign({ userId, sessionId, role, expiresAt }: SessionFacts): string {
    const claims = { sid: sessionId, role, exp: Math.floor(expiresAt.getTime() / 1000) };
    return jwt.sign(claims, this.secret, { algorithm: 'HS256', issuer: ISSUER, audience: SESSION_AUDIENCE, subject: userId });
  }

  /** null when the token is not ours, or over. */
  claimsOf(token: string): SessionClaims | LocalClaims | null {
    const claims = this.read.get(token) ?? this.verified(token);
    if (!claims || claims.exp * 1000 <= Date.now()) return null;
    return claims;
  }

  private verified(token: string): SessionClaims | LocalClaims | null {
    try {
      const claims = jwt.verify(token, this.secret, { algorithms: ['HS256'], issuer: ISSUER, audience: [SESSION_AUDIENCE, LOCAL_AUDIENCE] });
      if (typeof claims === 'string' || !isComplete(claims)) return null;
      this.read.set(token, claims);
      return claims;
    } catch {
      return null;
    }
  }
}

function isComplete(claims: jwt.JwtPayload): claims is jwt.JwtPayload & (SessionClaims | LocalClaims) {
  const { aud, exp, iat, sub, sid } = claims as Partial<SessionClaims>;
  if (typeof exp !== 'number' || typeof iat !== 'number') return false;
  if (aud === SESSION_AUDIENCE) return typeof sub === 'string' && typeof sid === 'string';
  return exp - iat <= LOCAL_TOKEN_LIFETIME_S;
}
