import { error } from '../issue.js';
import type { Rule } from '../rule.js';

export const orphanDeckies: Rule = (view, { deckies }) =>
  deckies.filter(({ id }) => view.edgesOf(id).length === 0).map(({ id, name }) => error('DECKY_ORPHAN', `${name} stands in no LAN`, 'decky', id));
