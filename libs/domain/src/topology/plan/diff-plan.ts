import { byCodeUnit } from '../maze-index.js';
import { deckyReason, networkReason } from './reasons.js';
import type { DeploymentPlan, ObservedResource, PlanStep, StepKind } from './types.js';

type Observed = ReadonlyMap<string, ObservedResource>;
interface Wanted { key: string; specHash: string }

/**
 * The steps that lead from what is observed to what is planned; none where both agree. What goes comes first, because it may hold
 * addresses and ports that others are to get: services and deckies leaf first, then networks. Then networks are made, and deckies
 * from the DMZ outward, each followed by its services.
 */
export function diffPlan(observed: readonly ObservedResource[], plan: DeploymentPlan): PlanStep[] {
  const there: Observed = new Map(observed.map((resource) => [resource.key, resource]));
  return [...removals(observed, plan), ...convergence(there, plan)];
}

function convergence(there: Observed, { networks, deckies }: DeploymentPlan): PlanStep[] {
  const steps: PlanStep[] = [];
  const take = (step: PlanStep | null): void => { if (step) steps.push(step); };
  for (const network of networks) take(stepFor('network', network, there, (was) => networkReason(network, was.detail)));
  for (const decky of deckies) {
    take(stepFor('decky', decky, there, (was) => deckyReason(decky, was.detail)));
    for (const service of decky.services) take(stepFor('service', service, there, () => 'configuration changed'));
  }
  return steps;
}

function stepFor(kind: StepKind, { key, specHash }: Wanted, there: Observed, explain: (was: ObservedResource) => string): PlanStep | null {
  const was = there.get(key);
  if (!was) return { action: 'create', kind, key, reason: 'new' };
  if (was.specHash !== specHash) return { action: 'update', kind, key, reason: explain(was) };
  return was.running ? null : { action: 'restart', kind, key, reason: 'is not running' };
}

function removals(observed: readonly ObservedResource[], { networks, deckies }: DeploymentPlan): PlanStep[] {
  const wanted = new Set<string>();
  for (const { key } of networks) wanted.add(key);
  for (const { key, services } of deckies) {
    wanted.add(key);
    for (const service of services) wanted.add(service.key);
  }
  const distances = new Map(observed.map(({ key, detail }) => [key, detail?.['distance']]));
  return observed
    .filter(({ key }) => !wanted.has(key))
    .map(({ key }) => ({ key, kind: kindOf(key), distance: distanceOf(distances.get(ownerOf(key))) }))
    .sort((a, b) => RANK[a.kind] - RANK[b.kind] || b.distance - a.distance || byCodeUnit(b.key, a.key))
    .map(({ key, kind }) => ({ action: 'remove', kind, key, reason: 'no longer wanted' }));
}

/** Services go with their deckies, which their keys extend: in descending order they stand before them. Networks go last. */
const RANK: Readonly<Record<StepKind, number>> = { service: 0, decky: 0, network: 1 };

function kindOf(key: string): StepKind {
  if (key.startsWith('lan:')) return 'network';
  return key.includes('/') ? 'service' : 'decky';
}

function ownerOf(key: string): string {
  const slash = key.indexOf('/');
  return slash < 0 ? key : key.slice(0, slash);
}

/** What does not say how far it is goes first: nothing is known to depend on it. */
function distanceOf(detail: unknown): number {
  return typeof detail === 'number' ? detail : Number.MAX_SAFE_INTEGER;
}
