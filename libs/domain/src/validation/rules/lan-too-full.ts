import { warning } from '../issue.js';
import type { Rule } from '../rule.js';

const FULL = 0.9;
/** Network, gateway and broadcast. */
const RESERVED = 3;

/** A LAN with hardly an address left looks like none that anybody runs. */
export const fullLans: Rule = (view, { lans }) => {
  const members = new Map<string, number>();
  for (const { lanId } of view.maze.edges) members.set(lanId, (members.get(lanId) ?? 0) + 1);
  return lans.flatMap((lan) => {
    const cidr = view.cidr(lan);
    const count = members.get(lan.id) ?? 0;
    if (!cidr || count <= (cidr.last - cidr.first + 1 - RESERVED) * FULL) return [];
    return [warning('LAN_TOO_FULL', `${lan.name} has ${count} deckies in ${lan.subnet}`, 'lan', lan.id, 'subnet')];
  });
};
