import type { Role } from '@decnet/contract';

/** Who may use a route. `signed-in` also lets those in who have to change their password first. */
export const VERDICTS = ['public', 'signed-in', 'viewer', 'admin'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether a role satisfies a verdict; an admin may do what a viewer may. */
export function permits(verdict: Verdict, role: Role): boolean {
  return verdict !== 'admin' || role === 'admin';
}
