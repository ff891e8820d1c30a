import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeckyObservation, DeckyState, DeploymentPlan, PlannedDecky } from '@decnet/domain';
import type { DecoyEvent } from '@decnet/honeypots';
import type {
  ApplyRequest, ApplyResult, EngineObservation, EventBatch, EventsOptions, LocalEngine, ProgressListener, Scope, TeardownRequest,
} from '../port.js';
import { MemoryEpochStore } from '../scope/epoch-store.js';
import { ScopeGate, type StepCheck } from '../scope/scope-gate.js';
import { FakeEvents } from './fake-events.js';
import { FakeFaults, type FakeCall } from './fake-faults.js';

interface FakeScope { plan: DeploymentPlan; hash: string | null; deckies: Map<string, DeckyObservation>; specs: Map<string, string> }

export interface FakeEngineOptions {
  /** How long each decky takes to start or to go. */
  stepDelayMs?: number;
}

/** Remembers what it was told and runs nothing. For tests of everything above engines. */
export class FakeEngine implements LocalEngine {
  readonly kind = 'fake';
  readonly faults = new FakeFaults();
  /** Every call in the order in which it came. */
  readonly calls: { call: FakeCall; scope?: Scope; epoch?: number; plan?: DeploymentPlan }[] = [];
  private readonly broken = new Map<string, string>();
  private readonly spool = new FakeEvents();
  private readonly gate = new ScopeGate(new MemoryEpochStore());
  private readonly scopes = new Map<Scope, FakeScope>();
  private generation = randomUUID();

  constructor(private readonly options: FakeEngineOptions = {}) {}

  async apply(request: ApplyRequest, onProgress?: ProgressListener, signal?: AbortSignal): Promise<ApplyResult> {
    this.calls.push({ call: 'apply', ...request });
    const work = (check: StepCheck): Promise<ApplyResult> => this.converge(request, check, onProgress);
    return this.gate.run(request, (check) => this.faults.around('apply', () => work(check), signal), signal);
  }

  async teardown(request: TeardownRequest, signal?: AbortSignal): Promise<void> {
    this.calls.push({ call: 'teardown', ...request });
    const work = (check: StepCheck): Promise<void> => this.remove(request.scope, check);
    return this.gate.run(request, (check) => this.faults.around('teardown', () => work(check), signal), signal);
  }

  async observe(scope?: Scope): Promise<EngineObservation> {
    this.calls.push({ call: 'observe', scope });
    return this.faults.around('observe', async () => {
      const wanted = [...this.scopes].filter(([name]) => scope === undefined || name === scope);
      const scopes = await Promise.all(wanted.map(async ([name, { hash, deckies }]) => (
        { scope: name, epoch: await this.gate.highest(name), hash, deckies: Object.fromEntries(deckies) }
      )));
      return { generation: this.generation, scopes };
    });
  }

  async events(after: string | null, options: EventsOptions): Promise<EventBatch> {
    this.calls.push({ call: 'events' });
    return this.faults.around('events', () => this.spool.read(after, options), options.signal);
  }

  async close(): Promise<void> {
    this.scopes.clear();
  }

  /** The decky with this id fails from its next start on. */
  breakDecky(deckyId: string, reason: string): void {
    this.broken.set(deckyId, reason);
  }

  healDecky(deckyId: string): void {
    this.broken.delete(deckyId);
  }

  /** As if the decky had changed by itself: what a reconciler has to notice. */
  drift(scope: Scope, deckyId: string, state: DeckyState, lastError: string | null = null): void {
    const decky = this.scopes.get(scope)?.deckies.get(deckyId);
    if (!decky) throw new Error(`no decky ${deckyId} in ${scope}`);
    Object.assign(decky, { state, lastError });
  }

  /** As if the engine had been killed and started again: nothing runs, epochs and events are still known. */
  restart(): void {
    this.scopes.clear();
    this.generation = randomUUID();
  }

  /** As if this decky had been touched on the LAN that the event's `dst` belongs to. */
  say(scope: Scope, deckyId: string, event: DecoyEvent): void {
    const decky = this.scopes.get(scope)?.plan.deckies.find((planned) => planned.deckyId === deckyId);
    if (!decky) throw new Error(`no decky ${deckyId} in ${scope}`);
    const lan = decky.addresses.find(({ ip }) => ip === event.dst.ip)?.lan ?? null;
    this.spool.append({ scope, deckyId, deckyName: decky.name, lan, event });
  }

  private async converge({ scope, plan }: ApplyRequest, check: StepCheck, onProgress?: ProgressListener): Promise<ApplyResult> {
    const before = this.scopes.get(scope);
    const deckies = new Map<string, DeckyObservation>();
    const now: FakeScope = { plan, hash: before?.hash === plan.hash ? plan.hash : null, deckies, specs: new Map() };
    this.scopes.set(scope, now);
    for (const decky of plan.deckies) deckies.set(decky.deckyId, before?.deckies.get(decky.deckyId) ?? { state: 'pending', lastError: null, endpoints: [] });
    for (const decky of plan.deckies) {
      check();
      const spec = specOf(decky);
      const runsAlready = before?.specs.get(decky.deckyId) === spec && deckies.get(decky.deckyId)?.state === 'running';
      now.specs.set(decky.deckyId, spec);
      if (runsAlready) continue;
      await this.step();
      check();
      const observed = this.start(decky);
      deckies.set(decky.deckyId, observed);
      onProgress?.({ [decky.deckyId]: observed });
    }
    const complete = [...deckies.values()].every(({ state }) => state === 'running');
    now.hash = complete ? plan.hash : null;
    return { complete, deckies: Object.fromEntries(deckies) };
  }

  private start(decky: PlannedDecky): DeckyObservation {
    const lastError = this.broken.get(decky.deckyId) ?? null;
    if (lastError !== null) return { state: 'failed', lastError, endpoints: [] };
    const endpoints = decky.addresses.flatMap(({ lan, ip }) => (
      decky.services.flatMap(({ ports }) => ports.map(({ service, port, protocol }) => ({ service, lan, address: ip, port, protocol })))
    ));
    return { state: 'running', lastError: null, endpoints };
  }

  private async remove(scope: Scope, check: StepCheck): Promise<void> {
    for (const deckyId of [...(this.scopes.get(scope)?.deckies.keys() ?? [])]) {
      check();
      await this.step();
      check();
      this.scopes.get(scope)?.deckies.delete(deckyId);
    }
    this.scopes.delete(scope);
  }

  private async step(): Promise<void> {
    if (this.options.stepDelayMs) await sleep(this.options.stepDelayMs);
  }
}

/** A decky's hash covers the machine, not its services. */
function specOf({ specHash, services }: PlannedDecky): string {
  return [specHash, ...services.map((service) => `${service.key} ${service.specHash}`)].join();
}
