import type { DeploymentPlan, ObservedResource, PlannedDecky, PlannedNetwork } from './types.js';

/** What is observed when everything of the plan runs. */
export function plannedResources({ networks, deckies }: DeploymentPlan): ObservedResource[] {
  const resources: ObservedResource[] = networks.map(networkResource);
  for (const decky of deckies) {
    resources.push(deckyResource(decky));
    for (const { key, specHash } of decky.services) resources.push({ key, specHash, running: true });
  }
  return resources;
}

function networkResource({ key, specHash, subnet, internal }: PlannedNetwork): ObservedResource {
  return { key, specHash, running: true, detail: { subnet, internal } };
}

function deckyResource({ key, specHash, archetype, forwardsL3, addresses, published, distance }: PlannedDecky): ObservedResource {
  return { key, specHash, running: true, detail: { archetype, forwardsL3, addresses, published, distance } };
}
