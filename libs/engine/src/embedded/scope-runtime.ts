import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseCidr, type DeploymentPlan, type Maze } from '@decnet/domain';
import type { ApplyResult, DeckyStates, Scope } from '../port.js';
import { DeckyRuntime } from './decky-runtime.js';
import type { EmbeddedHost } from './embedded-host.js';
import { mazeOfPlan } from './maze-of-plan.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Progress } from './progress.js';
import type { HostedDecky } from './wanted.js';

/** Called before each decky is touched; throws when the work must stop. */
export type BeforeStep = (decky: string) => Promise<void>;

/** After so many deckies the event loop gets a turn: sessions must not stutter because a big maze is deployed. */
const TURN_EVERY = 16;

interface Change { decky: DeckyRuntime; next: HostedDecky; isNew: boolean }

/** Everything that runs for one scope. */
export class ScopeRuntime implements Neighbourhood {
  /** By key of the plan. */
  private readonly deckies = new Map<string, DeckyRuntime>();
  private readonly byIp = new Map<string, DeckyRuntime>();
  private readonly byName = new Map<string, DeckyRuntime>();
  private plan: DeploymentPlan | null = null;
  private cachedMaze: Maze | null = null;
  /** Hash of the plan that runs completely. */
  hash: string | null = null;

  constructor(readonly scope: Scope, private readonly host: EmbeddedHost) {}

  get isEmpty(): boolean { return this.deckies.size === 0; }

  /** Closes first and opens then, so that an address or a port may move from one decky to another in one plan. */
  async converge(plan: DeploymentPlan, beforeStep: BeforeStep, progress: Progress): Promise<ApplyResult> {
    await this.host.addresses.place(this.scope, plan.networks);
    const wanted = this.place(plan);
    const gone = [...this.deckies].filter(([key]) => !wanted.has(key)).map(([, decky]) => decky);
    const changed = this.adopt(wanted);
    if (gone.length + changed.length > 0 || plan.hash !== this.hash) this.hash = null;
    this.plan = plan;
    this.cachedMaze = null;
    await this.removeAll(gone, beforeStep);
    await this.each(changed.filter(({ isNew }) => !isNew), beforeStep, ({ decky, next }) => decky.retain(next));
    this.index();
    await this.startAll(changed, beforeStep, progress);
    await this.host.addresses.trim(this.scope, plan.networks);
    const deckies = this.observe();
    const complete = Object.values(deckies).every(({ state }) => state === 'running');
    this.hash = complete ? plan.hash : null;
    return { complete, deckies };
  }

  /** Leaf first, by distance from the DMZ. */
  async remove(beforeStep: BeforeStep): Promise<void> {
    this.hash = null;
    await this.removeAll([...this.deckies.values()], beforeStep);
    await this.host.addresses.trim(this.scope, []);
  }

  /** As if the power had gone: no leaf first, no steps. */
  async halt(): Promise<void> {
    await Promise.all([...this.deckies.values()].map((decky) => decky.stop()));
    this.deckies.clear();
    this.index();
  }

  observe(): DeckyStates {
    return Object.fromEntries([...this.deckies.values()].map((decky) => [decky.planned.deckyId, decky.observe()]));
  }

  maze(): Maze {
    this.cachedMaze ??= this.plan ? mazeOfPlan(this.plan) : { lans: [], deckies: [], edges: [] };
    return this.cachedMaze;
  }

  deckyAt(ip: string): DeckyRuntime | undefined {
    return this.byIp.get(ip);
  }

  deckyNamed(name: string): DeckyRuntime | undefined {
    return this.byName.get(name);
  }

  /** Where on this host every address of the plan is. */
  private place({ networks, deckies }: DeploymentPlan): Map<string, HostedDecky> {
    const subnets = new Map(networks.map(({ lan, subnet }) => [lan, subnet]));
    return new Map(deckies.map((planned) => {
      const addresses = planned.addresses.map((address) => {
        const subnet = subnets.get(address.lan) ?? '';
        return { ...address, host: this.host.addresses.hostAddress(this.scope, subnet, address.ip), prefix: parseCidr(subnet)?.prefix ?? 32 };
      });
      return [planned.key, { planned, addresses }];
    }));
  }

  /** Takes over the plan of those that run as planned and makes those that are new; returns those with work to do. */
  private adopt(wanted: ReadonlyMap<string, HostedDecky>): Change[] {
    const changed: Change[] = [];
    for (const [key, next] of wanted) {
      const running = this.deckies.get(key);
      const decky = running ?? new DeckyRuntime(next, this.host, this);
      this.deckies.set(key, decky);
      if (decky.runsAs(next) || !running) decky.adopt(next);
      if (!decky.runsAs(next)) changed.push({ decky, next, isNew: !running });
    }
    return changed;
  }

  private index(): void {
    this.byIp.clear();
    this.byName.clear();
    for (const decky of this.deckies.values()) {
      this.byName.set(decky.planned.name, decky);
      for (const { ip } of decky.planned.addresses) this.byIp.set(ip, decky);
    }
  }

  private async startAll(changed: readonly Change[], beforeStep: BeforeStep, progress: Progress): Promise<void> {
    await this.each(changed, beforeStep, async ({ decky, next }) => {
      const starting = decky.start();
      progress.add(next.planned.deckyId, decky.observe());
      await starting;
      progress.add(next.planned.deckyId, decky.observe());
    });
    progress.flush();
  }

  private async removeAll(deckies: readonly DeckyRuntime[], beforeStep: BeforeStep): Promise<void> {
    const leafFirst = [...deckies].sort((a, b) => b.planned.distance - a.planned.distance);
    await this.each(leafFirst.map((decky) => ({ decky, next: decky.hosted, isNew: false })), beforeStep, async ({ decky }) => {
      await decky.stop();
      this.deckies.delete(decky.planned.key);
    });
    this.index();
  }

  private async each(changes: readonly Change[], beforeStep: BeforeStep, step: (change: Change) => Promise<void>): Promise<void> {
    for (const [at, change] of changes.entries()) {
      if (at % TURN_EVERY === TURN_EVERY - 1) await nextTurn();
      await beforeStep(change.next.planned.name);
      await step(change);
    }
  }
}
