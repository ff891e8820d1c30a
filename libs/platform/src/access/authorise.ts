import { DomainError } from '@decnet/domain';
import type { FastifyRequest } from 'fastify';
import type { Principal, TokenVerifier } from './principal.js';
import { permits, type Verdict } from './verdict.js';

/** A token is a few hundred characters; anything longer is not worth hashing. */
const LONGEST_TOKEN = 4096;

function bearerToken(authorization: string | undefined): string {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1];
  if (!token || token.length > LONGEST_TOKEN) throw new DomainError('UNAUTHENTICATED', 'sign in: this needs an access token');
  return token;
}

/**
 * Decides by the headers alone, before a byte of the body is read.
 * @returns who asks, null on a public route
 * @throws DomainError UNAUTHENTICATED, PASSWORD_CHANGE_REQUIRED or FORBIDDEN
 */
export async function authorise(request: FastifyRequest, verdict: Verdict, verifier: TokenVerifier): Promise<Principal | null> {
  if (verdict === 'public') return null;
  const principal = await verifier.verify(bearerToken(request.headers.authorization));
  if (!principal) throw new DomainError('UNAUTHENTICATED', 'the access token is not valid or no longer valid');
  if (principal.mustChangePassword && verdict !== 'signed-in') {
    throw new DomainError('PASSWORD_CHANGE_REQUIRED', 'change the password first');
  }
  if (!permits(verdict, principal.role)) throw new DomainError('FORBIDDEN', `this needs the role ${verdict}`);
  return principal;
}
