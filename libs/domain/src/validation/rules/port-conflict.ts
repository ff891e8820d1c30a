import { SERVICES } from '../../catalog/index.js';
import type { Decky } from '../../topology/types.js';
import { error, type Issue } from '../issue.js';
import type { Rule } from '../rule.js';

/** One port, one service: on a decky, and among the gateways that publish on the host. */
export const portConflicts: Rule = ({ maze }, { deckies }) => {
  const publishers = new Map<string, string[]>();
  for (const { name, services } of maze.deckies.filter(({ isGateway }) => isGateway)) {
    for (const port of new Set(services.flatMap(portsOf))) {
      const named = publishers.get(port);
      // Two names are enough to tell any gateway of another.
      if (!named) publishers.set(port, [name]);
      else if (named.length < 2) named.push(name);
    }
  }
  return deckies.flatMap((decky) => [...ownConflicts(decky), ...(decky.isGateway ? publishedConflicts(decky, publishers) : [])]);
};

const PORTS: ReadonlyMap<string, readonly string[]> = new Map(SERVICES.map(({ slug, ports }) => [slug, ports.map(({ port, protocol }) => `${port}/${protocol}`)]));
const NO_PORTS: readonly string[] = [];

function portsOf(slug: string): readonly string[] {
  return PORTS.get(slug) ?? NO_PORTS;
}

function ownConflicts({ id, name, services }: Decky): Issue[] {
  if (services.length < 2) return [];
  const owners = new Map<string, string>();
  const issues: Issue[] = [];
  for (const slug of services) {
    for (const port of portsOf(slug)) {
      const other = owners.get(port);
      if (other !== undefined) issues.push(error('PORT_CONFLICT', `${name}: ${other} and ${slug} both want ${port}`, 'decky', id, 'services'));
      else owners.set(port, slug);
    }
  }
  return issues;
}

function publishedConflicts({ id, name, services }: Decky, publishers: ReadonlyMap<string, string[]>): Issue[] {
  return services.flatMap(portsOf).flatMap((port) => {
    const other = publishers.get(port)?.find((candidate) => candidate !== name);
    return other === undefined ? [] : [error('PORT_CONFLICT', `${name} and ${other} both publish ${port} on the host`, 'decky', id, 'isGateway')];
  });
}
