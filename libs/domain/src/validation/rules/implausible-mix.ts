import { archetypeBySlug, serviceBySlug } from '../../catalog/index.js';
import { warning } from '../issue.js';
import type { Rule } from '../rule.js';

/** No real machine of the kind runs such a service. */
export const implausibleMixes: Rule = (_view, { deckies }) =>
  deckies.flatMap(({ id, name, archetype, services }) => {
    const known = archetypeBySlug(archetype);
    if (!known) return [];
    const odd = services.filter((slug) => serviceBySlug(slug) && !known.services.includes(slug));
    return odd.length > 0 ? [warning('IMPLAUSIBLE_MIX', `${name}: a ${known.displayName.toLowerCase()} hardly runs ${odd.join(', ')}`, 'decky', id, 'services')] : [];
  });
