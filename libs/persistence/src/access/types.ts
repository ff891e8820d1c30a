import type { Role } from '@decnet/contract';

export interface User {
  id: string;
  username: string;
  passwordHash: string;
  role: Role;
  mustChangePassword: boolean;
  createdAt: string;
}
export type UserPatch = Partial<Pick<User, 'passwordHash' | 'role' | 'mustChangePassword'>>;

export interface Session { id: string; userId: string; createdAt: string; expiresAt: string }
