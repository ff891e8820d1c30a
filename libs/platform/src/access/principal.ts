import type { Role } from '@decnet/contract';

/** Who asks, as far as the token proves it. */
export interface Principal {
  /** null for the operator of this machine, who has no row. */
  userId: string | null;
  username: string;
  role: Role;
  /** What the token stands on; when the session goes, so does everything opened with it. */
  sessionId: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  mustChangePassword: boolean;
}

/** What is over: one session, or all of a user's. */
export type Revocation = { readonly sessionId: string } | { readonly userId: string };

/** How the platform learns who a token belongs to. The identity module brings the implementation. */
export interface TokenVerifier {
  /** null when the token is forged, expired or revoked. Asks the sessions every time. */
  verify(token: string): Promise<Principal | null>;
  /** Whether what was verified earlier would still be accepted now, unchanged. */
  isStillValid(principal: Principal): Promise<boolean>;
  /** Calls back at once when this process ends sessions; those ended elsewhere show in `isStillValid`. @returns how to stop */
  onRevoked(listener: (revocation: Revocation) => void): () => void;
}
export const TOKEN_VERIFIER = Symbol('TokenVerifier');
