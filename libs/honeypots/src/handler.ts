import type { Duplex } from 'node:stream';
import type { Protocol, ServiceConfig } from '@decnet/domain';
import type { DecoyEvent } from './event.js';
import type { Persona } from './persona.js';

export interface Address { ip: string; port: number }

/** What a handler may reach. It answers as the maze's `route` says and never leaves the maze. */
export interface DecoyNet {
  /** Opens a TCP connection from this decky. Rejects with {@link NetError}. `from` is the address that the other side sees. */
  connect(destination: string, port: number, options?: { timeoutMs?: number }): Promise<{ socket: Duplex; from: string }>;
  udp(destination: string, port: number, payload: Uint8Array, options?: { timeoutMs?: number }): Promise<Uint8Array>;
  /** Round trip in milliseconds, or null when nothing answers. */
  ping(destination: string, options?: { timeoutMs?: number }): Promise<number | null>;
  /** Address of a decky by name, as seen from this one; null when there is no such name. */
  resolve(name: string): string | null;
}

/** `refused`: somebody is there and said no. `filtered`: silence until the time-out. */
export class NetError extends Error {
  constructor(readonly kind: 'refused' | 'filtered', destination: string) {
    super(`${destination} ${kind}`);
    this.name = 'NetError';
  }
}

/** Wall clock and timers, so that tests decide what time it is. */
export interface Clock {
  now(): number;
  /** Aborting ends the sleep early, without an error, and leaves no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** An address of the decky in one LAN of its maze, as its shell shows it. */
export interface NetworkInterface {
  ip: string;
  /** Bits of the network, such as 24. */
  prefix: number;
}

/** A seeded pseudo-random source of this decky and service; never for secrets. */
export interface Random {
  /** Integer in [0, below). */
  int(below: number): number;
}

/** Material made once per decky and kept 0600, such as host keys. `make` runs at most once per name over all restarts. */
export interface KeyStore {
  get(name: string, make: () => Promise<string>): Promise<string>;
}

/** Everything a service of one decky is given; it touches nothing else. */
export interface ServiceContext {
  persona: Persona;
  config: ServiceConfig;
  clock: Clock;
  random: Random;
  keys: KeyStore;
  net: DecoyNet;
  /** Home first. Without it a shell knows only the address on which it was reached. */
  interfaces?: readonly NetworkInterface[];
  emit(event: DecoyEvent): void;
  /** For operators; never contains what an intruder typed. */
  log(message: string, error?: unknown): void;
}

/** One TCP connection, whatever carries it. Addresses are those of the maze, never of the host. */
export interface Connection {
  socket: Duplex;
  src: Address;
  dst: Address;
  sessionId: string;
}

export interface Datagram {
  payload: Uint8Array;
  src: Address;
  dst: Address;
  reply(payload: Uint8Array): void;
}

/** A running service of one decky. Made once per decky and service, cheap until the first connection. */
export interface DecoyService {
  /** Resolves when the connection is over; a rejection ends that one connection and nothing else. */
  handleConnection?(connection: Connection): Promise<void>;
  handleDatagram?(datagram: Datagram): void;
  close?(): Promise<void>;
}

/** What a folder under `libs/honeypots/src/<slug>` exports. Ports and schema stand in the catalogue of the domain. */
export interface ServiceHandler {
  slug: string;
  create(context: ServiceContext): DecoyService;
}

export interface ListenPort { port: number; protocol: Protocol }
