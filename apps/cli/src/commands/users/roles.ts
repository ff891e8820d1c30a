import type { Role } from '@decnet/contract';

/** The contract's list, which cannot be loaded here; a role that it gains is missed by the compiler. */
const DESCRIBED: Readonly<Record<Role, true>> = { viewer: true, admin: true };

export const ROLE_NAMES = Object.keys(DESCRIBED) as Role[];
