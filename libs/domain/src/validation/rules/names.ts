import { error, type Issue } from '../issue.js';
import type { Rule } from '../rule.js';

/** What LANs and deckies may be called: it becomes a host name and part of a container's name. */
export const NAME_PATTERN = /^[a-z0-9][a-z0-9-]{0,30}$/;

export const malformedNames: Rule = (_view, { lans, deckies }) => {
  const issues: Issue[] = [];
  const check = (kind: 'lan' | 'decky', { id, name }: { id: string; name: string }) => {
    if (NAME_PATTERN.test(name)) return;
    issues.push(error('NAME_MALFORMED', `${JSON.stringify(name)} is no name: lower case letters, digits and hyphens, at most 31`, kind, id, 'name'));
  };
  for (const lan of lans) check('lan', lan);
  for (const decky of deckies) check('decky', decky);
  return issues;
};
