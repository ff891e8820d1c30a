import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ConnectionGate } from '../src/connection/connection-gate.js';
import { DEFAULT_LIMITS, type ConnectionLimits } from '../src/connection/limits.js';
import { systemClock } from '../src/clock.js';
import type { DecoyEvent, EventType } from '../src/event.js';
import type { Clock, KeyStore, ServiceContext, ServiceHandler } from '../src/handler.js';
import { personaFor } from '../src/persona/persona-for.js';

/** Keeps keys as long as the test lasts. */
export class MemoryKeyStore implements KeyStore {
  readonly kept = new Map<string, Promise<string>>();

  get(name: string, make: () => Promise<string>): Promise<string> {
    const known = this.kept.get(name) ?? make();
    this.kept.set(name, known);
    return known;
  }
}

/** The machine's clock, but nobody waits for what only takes time; what waits for a signal waits for it. */
const impatientClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(signal ? ms : 1, signal),
};

export function contextFor(over: Partial<ServiceContext> = {}): ServiceContext {
  return {
    persona: personaFor({ installSecret: 'test', topologyId: 'maze', decky: 'd1', archetype: 'linux-server', name: 'web-01' }),
    config: {}, clock: impatientClock, random: { int: () => 0 }, keys: new MemoryKeyStore(),
    net: { connect: unreachable, udp: unreachable, ping: async () => null, resolve: () => null },
    emit: () => undefined, log: () => undefined, ...over,
  };
}

async function unreachable(): Promise<never> {
  throw new Error('not in this test');
}

/** One service of one decky on a port of loopback, as a host would run it, with everything that it says. */
export class Decoy {
  readonly events: DecoyEvent[] = [];
  readonly logged: unknown[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(handler: ServiceHandler, over: Partial<ServiceContext> = {}, limits: Partial<ConnectionLimits> = {}): Promise<Decoy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const self = new Decoy(server);
    const log = (message: string, error?: unknown): void => { self.logged.push(error ?? message); };
    const service = handler.create(contextFor({ emit: (event) => self.hear(event), log, ...over }));
    const gate = new ConnectionGate(log, { ...DEFAULT_LIMITS, ...limits });
    let count = 0;
    server.on('connection', (socket) => {
      count += 1;
      self.sockets.add(socket);
      socket.once('close', () => self.sockets.delete(socket));
      void gate.serve(service, { socket, src: { ip: '10.9.0.7', port: socket.remotePort ?? 0 }, dst: { ip: '10.9.0.2', port: 22 }, sessionId: `session-${count}` });
    });
    return self;
  }

  get port(): number { return (this.server.address() as AddressInfo).port; }

  of(type: EventType): DecoyEvent[] { return this.events.filter(({ eventType }) => eventType === type); }

  /** Waits until so many events of a type were said. */
  async heard(type: EventType, count = 1): Promise<DecoyEvent[]> {
    while (this.of(type).length < count) await new Promise<void>((resolve) => { this.watchers.add(resolve); });
    return this.of(type);
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private hear(event: DecoyEvent): void {
    this.events.push(event);
    for (const wake of this.watchers) wake();
    this.watchers.clear();
  }
}
