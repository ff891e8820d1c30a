import type { Endpoint, Protocol } from '@decnet/domain';
import { reasonOf } from '../failure.js';
import { openPort, type OpenPort, type Reception } from './open-port.js';
import type { WantedPort } from './wanted.js';

interface Slot { wanted: WantedPort; open: OpenPort | null; error: string | null }

/** One service of one decky and the ports on which it listens. */
export class ServiceRuntime {
  private slots = new Map<string, Slot>();

  constructor(readonly slug: string, readonly spec: string, private readonly reception: Reception) {}

  /** True when it listens on exactly these ports. */
  isOn(wanted: ReadonlyMap<string, WantedPort>): boolean {
    if (wanted.size !== this.slots.size) return false;
    return [...wanted].every(([key, { lan }]) => {
      const slot = this.slots.get(key);
      return slot?.open?.listening === true && slot.wanted.lan === lan;
    });
  }

  /** Closes every port that is not wanted, with its sessions; the others are not touched. */
  async closeAllBut(wanted: ReadonlyMap<string, WantedPort>): Promise<void> {
    const gone = [...this.slots].filter(([key]) => !wanted.has(key));
    for (const [key] of gone) this.slots.delete(key);
    await Promise.all(gone.map(async ([, { open }]) => open?.close()));
  }

  /** Opens what is wanted and not open; what cannot be had is remembered with its reason. */
  async open(wanted: ReadonlyMap<string, WantedPort>): Promise<void> {
    for (const [key, want] of wanted) {
      const slot = this.slots.get(key);
      if (slot?.open?.listening) slot.wanted = want;
      else this.slots.set(key, await this.tryOpen(want));
    }
  }

  async close(): Promise<void> {
    await this.closeAllBut(new Map());
    await this.reception.service.close?.();
  }

  endpoints(): Endpoint[] {
    return this.listening().map(({ wanted: { service, lan, host, protocol }, open }) => ({ service, lan, address: host, port: open.port, protocol }));
  }

  /** Where on this host a port of an address of the maze is, or null when nothing listens there. */
  locate(ip: string, port: number, protocol: Protocol): { host: string; port: number } | null {
    const slot = this.listening().find(({ wanted }) => wanted.ip === ip && wanted.port === port && wanted.protocol === protocol);
    return slot ? { host: slot.wanted.host, port: slot.open.port } : null;
  }

  /** Why ports are missing, in the words of the kernel. */
  errors(): string[] {
    return [...this.slots.values()].flatMap(({ wanted, open, error }) => (
      open?.listening ? [] : [`${this.slug} on ${wanted.ip}: ${error ?? 'stopped listening'}`]
    ));
  }

  private listening(): { wanted: WantedPort; open: OpenPort }[] {
    return [...this.slots.values()].flatMap(({ wanted, open }) => (open?.listening ? [{ wanted, open }] : []));
  }

  private async tryOpen(wanted: WantedPort): Promise<Slot> {
    try {
      return { wanted, open: await openPort(wanted, this.reception), error: null };
    } catch (error) {
      return { wanted, open: null, error: reasonOf(error) };
    }
  }
}
