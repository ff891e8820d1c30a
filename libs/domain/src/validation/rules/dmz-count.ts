import { error } from '../issue.js';
import type { Rule } from '../rule.js';

/** Intruders come in by exactly one LAN. */
export const dmzCount: Rule = ({ maze }) => {
  const dmz = maze.lans.filter(({ isDmz }) => isDmz);
  if (dmz.length === 0) return [error('DMZ_MISSING', 'no LAN is the DMZ, so nobody can come in', 'topology', null)];
  if (dmz.length === 1) return [];
  return dmz.map(({ id, name }) => error('DMZ_MULTIPLE', `${name} is one of ${dmz.length} DMZ LANs; there must be one`, 'lan', id, 'isDmz'));
};
