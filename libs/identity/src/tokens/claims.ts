import type { Role } from '@decnet/contract';

export const ISSUER = 'decnet';
/** Tokens that stand on a row of the sessions table. */
export const SESSION_AUDIENCE = 'decnet-session';
/** Tokens that whoever can read the data folder signs for itself. */
export const LOCAL_AUDIENCE = 'decnet-local';

/** The operator of this machine, as the journal names it; no account may have this name. */
export const LOCAL_USERNAME = 'local';
export const LOCAL_TOKEN_LIFETIME_S = 300;

export interface SessionClaims {
  aud: typeof SESSION_AUDIENCE;
  /** User id. */
  sub: string;
  /** Session id. */
  sid: string;
  role: Role;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
}

export interface LocalClaims {
  aud: typeof LOCAL_AUDIENCE;
  iat: number;
  exp: number;
}
