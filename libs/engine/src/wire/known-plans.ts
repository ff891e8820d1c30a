import type { DeploymentPlan } from '@decnet/domain';
import { sameObservation } from '@decnet/domain';
import { LRUCache } from 'lru-cache';
import type { ApplyResult, DeckyStates, Scope } from '../port.js';

/** A plan under the name that one caller gave it, and what that caller was told of its deckies. */
export interface KnownPlan {
  token: string;
  plan: DeploymentPlan;
  /** Null until an apply of it has come to its end. */
  states: DeckyStates | null;
}

const SCOPES = 1_000;

/** The plan that was exchanged last for each scope: what the next one is told as a delta of. Forgetting one costs a whole plan once. */
export class KnownPlans {
  private readonly plans = new LRUCache<Scope, KnownPlan>({ max: SCOPES });

  latest(scope: Scope): KnownPlan | undefined {
    return this.plans.get(scope);
  }

  remember(scope: Scope, token: string, plan: DeploymentPlan): KnownPlan {
    const known: KnownPlan = { token, plan, states: null };
    this.plans.set(scope, known);
    return known;
  }

  forget(scope: Scope): void {
    this.plans.delete(scope);
  }
}

/** Those of `states` that `base` has otherwise. */
export function statesDelta(base: DeckyStates, states: DeckyStates): DeckyStates {
  return Object.fromEntries(Object.entries(states).filter(([id, state]) => !sameObservation(base[id], state)));
}

/** The result that a caller who knows `base` is told by what has changed since. */
export function resultFrom(base: DeckyStates, { complete, deckies }: ApplyResult, plan: DeploymentPlan): ApplyResult {
  const known = plan.deckies.flatMap(({ deckyId }) => {
    const state = deckies[deckyId] ?? base[deckyId];
    return state ? [[deckyId, state] as const] : [];
  });
  return { complete, deckies: Object.fromEntries(known) };
}
