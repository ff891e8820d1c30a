import type { DeckyObservation, PlannedService, Protocol } from '@decnet/domain';
import type { DecoyEvent, NetworkInterface } from '@decnet/honeypots';
import { reasonOf } from '../failure.js';
import type { Standing } from './address-book.js';
import type { EmbeddedHost, ServiceGate } from './embedded-host.js';
import { MazeNet } from './maze-net.js';
import type { Neighbour, Neighbourhood } from './neighbourhood.js';
import { createService } from './create-service.js';
import { ServiceRuntime } from './service-runtime.js';
import { wantedPorts, type HostedDecky } from './wanted.js';

interface Slot { spec: string; runtime: ServiceRuntime | null; error: string | null }

/** One running decky: its services, by key of the plan. It moves towards a plan in two steps, closing before opening. */
export class DeckyRuntime implements Neighbour {
  private readonly slots = new Map<string, Slot>();
  private readonly net: MazeNet;
  private readonly gate: ServiceGate;
  private starting = false;

  constructor(private current: HostedDecky, private readonly host: EmbeddedHost, private readonly neighbourhood: Neighbourhood) {
    this.net = new MazeNet(this, neighbourhood, host);
    this.gate = host.kit.gateFor((message, error) => this.logTrouble(message, error));
  }

  get planned(): HostedDecky['planned'] { return this.current.planned; }

  get hosted(): HostedDecky { return this.current; }

  /** True when nothing has to be closed or opened to run as planned. */
  runsAs(next: HostedDecky): boolean {
    const { services } = next.planned;
    return next.planned.deckyId === this.planned.deckyId && services.length === this.slots.size && services.every((service) => {
      const slot = this.slots.get(service.key);
      return slot?.spec === specOf(next, service) && slot.runtime?.isOn(wantedPorts(next, service)) === true;
    });
  }

  /** True when it can be reached at all: a decky without services is up, one whose services all failed is not. */
  get isUp(): boolean {
    return this.planned.services.length === 0 || this.observe().endpoints.length > 0;
  }

  /** Takes over a plan as which it runs already. */
  adopt(next: HostedDecky): void {
    this.host.addresses.leave(this.standings());
    this.current = next;
    this.host.addresses.enter(this.standings());
  }

  /** Takes over the plan and closes what it has no more: services, addresses, ports. What stays keeps its sessions. */
  async retain(next: HostedDecky): Promise<void> {
    this.adopt(next);
    this.net.dropForeignSources();
    const wanted = new Map(next.planned.services.map((service) => [service.key, service]));
    await Promise.all([...this.slots].map(async ([key, slot]) => {
      const service = wanted.get(key);
      if (service && slot.spec === specOf(next, service) && slot.runtime) return slot.runtime.closeAllBut(wantedPorts(next, service));
      this.slots.delete(key);
      return slot.runtime?.close();
    }));
  }

  /** Opens what is missing. Never rejects: what cannot be had stands in the observation. */
  async start(): Promise<void> {
    this.starting = true;
    try {
      for (const service of this.planned.services) {
        const slot = this.slots.get(service.key) ?? this.create(service);
        this.slots.set(service.key, slot);
        await slot.runtime?.open(wantedPorts(this.current, service));
      }
    } finally {
      this.starting = false;
    }
  }

  async stop(): Promise<void> {
    this.host.addresses.leave(this.standings());
    this.net.close();
    const slots = [...this.slots.values()];
    this.slots.clear();
    await Promise.all(slots.map(async ({ runtime }) => runtime?.close()));
  }

  observe(): DeckyObservation {
    const slots = [...this.slots.values()];
    const endpoints = slots.flatMap(({ runtime }) => runtime?.endpoints() ?? []);
    const errors = slots.flatMap(({ runtime, error }) => (error === null ? runtime?.errors() ?? [] : [error]));
    const lastError = errors.length === 0 ? null : errors.join('; ');
    if (this.starting) return { state: 'starting', lastError: null, endpoints };
    if (lastError === null) return { state: this.runsAs(this.current) ? 'running' : 'pending', lastError, endpoints };
    return { state: endpoints.length > 0 ? 'degraded' : 'failed', lastError, endpoints };
  }

  locate(ip: string, port: number, protocol: Protocol): { host: string; port: number } | null {
    for (const { runtime } of this.slots.values()) {
      const found = runtime?.locate(ip, port, protocol);
      if (found) return found;
    }
    return null;
  }

  private create(service: PlannedService): Slot {
    const spec = specOf(this.current, service);
    const scope = this.neighbourhood.scope;
    const { planned } = this.current;
    try {
      const owner = { scope, planned, net: this.net, interfaces: () => this.interfaces(), emit: (event: DecoyEvent) => this.report(event) };
      const decoy = createService(service, owner, this.host);
      const onError = (error: unknown): void => this.logTrouble(`${service.service}: a listener or a datagram failed`, error);
      const shown = (address: string): string => this.host.addresses.shown(address);
      return { spec, runtime: new ServiceRuntime(service.service, spec, { service: decoy, gate: this.gate, shown, onError }), error: null };
    } catch (error) {
      return { spec, runtime: null, error: `${service.service}: ${reasonOf(error)}` };
    }
  }

  /** Home first. */
  private interfaces(): NetworkInterface[] {
    return [...this.current.addresses].sort((a, b) => Number(b.isHome) - Number(a.isHome)).map(({ ip, prefix }) => ({ ip, prefix }));
  }

  private report(event: DecoyEvent): void {
    const { deckyId, name: deckyName } = this.planned;
    const lan = this.current.addresses.find(({ ip }) => ip === event.dst.ip)?.lan ?? null;
    this.host.report({ scope: this.neighbourhood.scope, deckyId, deckyName, lan, event });
  }

  private logTrouble(message: string, error: unknown): void {
    this.host.log('warn', message, { scope: this.neighbourhood.scope, decky: this.planned.name, error });
  }

  private standings(): Standing[] {
    const { planned: { deckyId }, addresses } = this.current;
    return addresses.map(({ ip, host }) => ({ scope: this.neighbourhood.scope, deckyId, ip, host }));
  }
}

/** Changes with whatever a service is made from: its configuration and ports, and the machine it claims to run on. */
function specOf({ planned }: HostedDecky, service: PlannedService): string {
  return `${service.specHash} ${planned.archetype} ${planned.name} ${planned.deckyId}`;
}

