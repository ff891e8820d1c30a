import type { DeploymentPlan } from '@decnet/domain';
import type { DeckyStates, Engine, ScopeObservation } from '../port.js';
import type { EngineHarness, HarnessOptions, Suite } from './harness.js';
import { sketchPlan, type DeckySketch } from './plans.js';

/** The engine under test, ended after each test, and shorthands around it. */
export class SuiteContext {
  private readonly harnesses: EngineHarness[] = [];
  private scopes = 0;

  constructor(readonly suite: Suite) {}

  async make(options: HarnessOptions = {}): Promise<EngineHarness> {
    const harness = await this.suite.make(options);
    this.harnesses.push(harness);
    return harness;
  }

  async end(): Promise<void> {
    await Promise.all(this.harnesses.splice(0).map((harness) => harness.dispose()));
  }

  newScope(): string {
    this.scopes += 1;
    return `maze-${this.scopes}`;
  }

  plan(scope: string, sketches: readonly (Omit<DeckySketch, 'port'> & Partial<Pick<DeckySketch, 'port'>>)[]): DeploymentPlan {
    const { service, subnetOf, basePort } = this.suite.can;
    return sketchPlan(scope, service, sketches.map((sketch) => ({ port: basePort, ...sketch })), subnetOf);
  }

  /** Deckies d0, d1, … side by side in one LAN. */
  row(scope: string, count: number, lan = 0): DeploymentPlan {
    return this.plan(scope, Array.from({ length: count }, (_, at) => ({ name: `d${at}`, lans: [lan], host: at + 2 })));
  }
}

export async function observed(engine: Engine, scope: string): Promise<ScopeObservation | undefined> {
  return (await engine.observe(scope)).scopes[0];
}

/** The error with which work ends that is to fail while the test does something else. */
export function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => 'it succeeded', (error: unknown) => error);
}

/** Id to state, which is what most tests are about. */
export function statesOf(deckies: DeckyStates): Record<string, string> {
  return Object.fromEntries(Object.entries(deckies).map(([id, { state }]) => [id, state]));
}

/** Resolves with the first progress in which a decky runs. */
export function firstRunning(): { seen: Promise<void>; listen(changed: DeckyStates): void } {
  let tell: () => void = () => undefined;
  const seen = new Promise<void>((resolve) => { tell = resolve; });
  return { seen, listen: (changed) => { if (Object.values(changed).some(({ state }) => state === 'running')) tell(); } };
}
