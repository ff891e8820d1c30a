import { error } from '../issue.js';
import type { Rule } from '../rule.js';

export const duplicateLanNames: Rule = (view, { lans }) =>
  lans.filter(({ name }) => view.lansNamed(name) > 1).map(({ id, name }) => error('LAN_NAME_DUP', `another LAN is called ${name}, too`, 'lan', id, 'name'));
