import type { FirstAdmin } from '@decnet/identity';

/** For the operator's eyes on standard output; a password that the operator chose is not repeated. */
export function firstAdminNotice({ username, password, mustChangePassword }: FirstAdmin): string {
  if (!mustChangePassword) return `Made the user ${username} with the password from DECNET_ADMIN_PASSWORD.\n`;
  return `\n  Made the user ${username}. Its password, shown this once: ${password}\n  It has to be changed at the first sign-in.\n\n`;
}
