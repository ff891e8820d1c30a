import { error } from '../issue.js';
import type { Rule } from '../rule.js';

export const collidingAddresses: Rule = (view, { edges }) =>
  edges.filter(({ lanId, ip }) => view.edgesAt(lanId, ip) > 1)
    .map(({ id, lanId, ip }) => error('IP_COLLISION', `two deckies have ${ip} in ${view.lan(lanId)?.name ?? 'one LAN'}`, 'edge', id, 'ip'));
