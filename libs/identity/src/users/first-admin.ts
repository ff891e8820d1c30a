import { randomBytes, randomUUID } from 'node:crypto';
import { DomainError } from '@decnet/domain';
import type { Database } from '@decnet/persistence';
import { PasswordHasher } from '../passwords/password-hasher.js';

const USERNAME = 'admin';

export interface FirstAdminOptions {
  /** Chosen by the operator; random when absent, and then to be changed at the first sign-in. */
  password?: string;
}

export interface FirstAdmin {
  username: string;
  password: string;
  mustChangePassword: boolean;
}

/**
 * Makes `admin` where no admin is. Of many processes that start at once, one makes it.
 * @returns what to tell the operator, once; null when there was nothing to do
 */
export async function ensureFirstAdmin(database: Database, { password }: FirstAdminOptions): Promise<FirstAdmin | null> {
  if ((await database.users.countAdmins()) > 0) return null;
  const admin = { username: USERNAME, password: password ?? randomBytes(12).toString('base64url'), mustChangePassword: password === undefined };
  const passwordHash = await new PasswordHasher().hash(admin.password);
  try {
    await database.users.create({ id: randomUUID(), username: USERNAME, passwordHash, role: 'admin', mustChangePassword: admin.mustChangePassword });
    return admin;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NAME_TAKEN') return null;
    throw error;
  }
}
