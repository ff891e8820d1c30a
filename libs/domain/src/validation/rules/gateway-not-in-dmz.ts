import { error } from '../issue.js';
import type { Rule } from '../rule.js';

export const misplacedGateways: Rule = (view, { deckies }) =>
  deckies.filter(({ id, isGateway }) => {
    if (!isGateway) return false;
    const home = view.edgesOf(id).find((edge) => edge.isHome);
    return !home || view.lan(home.lanId)?.isDmz !== true;
  }).map(({ id, name }) => error('GATEWAY_NOT_IN_DMZ', `${name} is a gateway and not at home in the DMZ`, 'decky', id, 'isGateway'));
