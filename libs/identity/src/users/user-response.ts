import type { UserResponse } from '@decnet/contract';
import type { User } from '@decnet/persistence';
import { LOCAL_USERNAME } from '../tokens/claims.js';

/** Everything of a user but the hash. */
export function toUserResponse({ id, username, role, mustChangePassword, createdAt }: User): UserResponse {
  return { id, username, role, mustChangePassword, createdAt };
}

/** How the operator of this machine, who has no row, appears to itself. */
export function localUser(): UserResponse {
  return { id: LOCAL_USERNAME, username: LOCAL_USERNAME, role: 'admin', mustChangePassword: false, createdAt: new Date(0).toISOString() };
}
