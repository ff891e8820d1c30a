import type { DeploymentPlan, Maze } from '@decnet/domain';

/** The maze as far as routes need it, ids being names: a plan carries no ids of LANs, and names are unique. */
export function mazeOfPlan({ networks, deckies }: DeploymentPlan): Maze {
  const unplaced = { x: null, y: null };
  return {
    lans: networks.map(({ lan, subnet, internal }) => ({ id: lan, name: lan, subnet, isDmz: !internal, ...unplaced, width: null, height: null })),
    deckies: deckies.map(({ name, archetype, forwardsL3, published }) => (
      { id: name, name, archetype, services: [], serviceConfig: {}, isGateway: published.length > 0, forwardsL3, ...unplaced }
    )),
    edges: deckies.flatMap(({ name, addresses }) => (
      addresses.map(({ lan, ip, isHome }) => ({ id: `${name}/${lan}`, deckyId: name, lanId: lan, ip, isHome }))
    )),
  };
}
