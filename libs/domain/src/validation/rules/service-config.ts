import { checkServiceConfig, serviceBySlug } from '../../catalog/index.js';
import type { Decky } from '../../topology/types.js';
import { error, type Issue } from '../issue.js';
import type { Rule } from '../rule.js';

/** Configuration is only for services that the decky runs, and fits the service's own schema. */
export const serviceConfigs: Rule = (_view, { deckies }) => deckies.flatMap(problemsOf);

function problemsOf({ id, name, services, serviceConfig }: Decky): Issue[] {
  const issues: Issue[] = [];
  for (const slug of Object.keys(serviceConfig)) {
    const field = `serviceConfig.${slug}`;
    const service = serviceBySlug(slug);
    if (!services.includes(slug)) {
      issues.push(error('SERVICE_CFG_UNDECLARED', `${name} is configured for ${JSON.stringify(slug)} and does not run it`, 'decky', id, field));
    } else if (service) {
      for (const { path, message } of checkServiceConfig(service, serviceConfig[slug])) {
        const at = path === '' ? field : `${field}.${path}`;
        issues.push(error('SERVICE_CFG_INVALID', `${name}: ${at}: ${message}`, 'decky', id, at));
      }
    }
  }
  return issues;
}
