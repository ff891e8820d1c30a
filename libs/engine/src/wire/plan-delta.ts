import type { DeploymentPlan, PlannedDecky, PlannedNetwork } from '@decnet/domain';

/** Deckies of the base, so many from one place on, or deckies that it does not have. */
type DeckyRun = { from: number; count: number } | { deckies: PlannedDecky[] };

/** A plan told by what it shares with one that both sides know. */
export interface PlanDelta {
  hash: string;
  networks: PlannedNetwork[];
  runs: DeckyRun[];
}

/** What `plan` has that `base` has not: as small as the change, where the plan is as big as the maze. */
export function planDelta(base: DeploymentPlan, plan: DeploymentPlan): PlanDelta {
  const places = new Map(base.deckies.map(({ key }, place) => [key, place]));
  const runs: DeckyRun[] = [];
  for (const decky of plan.deckies) {
    const place = places.get(decky.key);
    if (place !== undefined && isSame(base.deckies[place]!, decky)) keep(runs, place);
    else add(runs, decky);
  }
  return { hash: plan.hash, networks: plan.networks, runs };
}

/** The plan that a delta of `base` stands for. */
export function planFrom(base: DeploymentPlan, { hash, networks, runs }: PlanDelta): DeploymentPlan {
  const deckies = runs.flatMap((run) => ('deckies' in run ? run.deckies : base.deckies.slice(run.from, run.from + run.count)));
  return { topologyId: base.topologyId, hash, networks, deckies };
}

function keep(runs: DeckyRun[], place: number): void {
  const last = runs.at(-1);
  if (last && 'from' in last && last.from + last.count === place) last.count += 1;
  else runs.push({ from: place, count: 1 });
}

function add(runs: DeckyRun[], decky: PlannedDecky): void {
  const last = runs.at(-1);
  if (last && 'deckies' in last) last.deckies.push(decky);
  else runs.push({ deckies: [decky] });
}

/** The spec hash covers all of a decky but what is only reported of it, and its services, which have their own. */
function isSame(a: PlannedDecky, b: PlannedDecky): boolean {
  return a.specHash === b.specHash && a.deckyId === b.deckyId && a.distance === b.distance && a.services.length === b.services.length
    && a.services.every(({ key, specHash }, n) => key === b.services[n]!.key && specHash === b.services[n]!.specHash);
}
