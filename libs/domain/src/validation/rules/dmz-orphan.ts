import { lanDistances } from '../../topology/lan-distances.js';
import { error } from '../issue.js';
import type { Rule } from '../rule.js';

/** A LAN that no chain of multi-homed deckies joins to the DMZ is never seen by anybody. */
export const orphanLans: Rule = ({ maze }, { lans }) => {
  if (!maze.lans.some(({ isDmz }) => isDmz)) return [];
  const distances = lanDistances(maze);
  return lans.filter(({ id }) => distances.get(id) === maze.lans.length)
    .map(({ id, name }) => error('DMZ_ORPHAN', `no chain of bridges joins ${name} to the DMZ`, 'lan', id));
};
