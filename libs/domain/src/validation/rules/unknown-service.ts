import { serviceBySlug } from '../../catalog/index.js';
import { error } from '../issue.js';
import type { Rule } from '../rule.js';

export const unknownServices: Rule = (_view, { deckies }) =>
  deckies.flatMap(({ id, name, services }) => services.filter((slug) => !serviceBySlug(slug))
    .map((slug) => error('UNKNOWN_SERVICE', `${name} wants ${JSON.stringify(slug)}, which is not in the catalogue`, 'decky', id, 'services')));
