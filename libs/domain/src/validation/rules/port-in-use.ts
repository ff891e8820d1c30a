import { serviceBySlug } from '../../catalog/index.js';
import { warning } from '../issue.js';
import type { Rule } from '../rule.js';

export const portsInUse: Rule = (_view, { deckies }, { usedPorts }) => {
  const used = new Set(usedPorts.map(({ port, protocol }) => `${port}/${protocol}`));
  return deckies.filter(({ isGateway }) => isGateway && used.size > 0).flatMap(({ id, name, services }) =>
    services.flatMap((slug) => serviceBySlug(slug)?.ports ?? []).filter(({ port, protocol }) => used.has(`${port}/${protocol}`))
      .map(({ port, protocol }) => warning('PORT_IN_USE', `${name} publishes ${port}/${protocol}, on which this host already listens`, 'decky', id, 'isGateway')));
};
