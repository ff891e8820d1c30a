import { error } from '../issue.js';
import type { Rule } from '../rule.js';

export const duplicateDeckyNames: Rule = (view, { deckies }) =>
  deckies.filter(({ name }) => view.deckiesNamed(name) > 1).map(({ id, name }) => error('DECKY_NAME_DUP', `another decky is called ${name}, too`, 'decky', id, 'name'));
