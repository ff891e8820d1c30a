import { createSocket } from 'node:dgram';
import { connect, isIPv4, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { route, type Protocol } from '@decnet/domain';
import { NetError, type DecoyNet } from '@decnet/honeypots';
import type { EmbeddedHost } from './embedded-host.js';
import type { Neighbour, Neighbourhood } from './neighbourhood.js';

/** How long a Linux machine waits for an answer to its SYNs, with the default of six retries. */
const SYN_PATIENCE_MS = 127_000;
const ANSWER_PATIENCE_MS = 5_000;
/** Connections that one decky may hold open to others: an intruder must not use up the host's descriptors. */
const MAX_OUTGOING = 64;

interface Way { decky: Neighbour; ip: string; from: string; fromHost: string; hops: number }

/** The network as one decky sees it: only deckies of its maze, only along its routes. Nothing else is ever asked. */
export class MazeNet implements DecoyNet {
  private readonly outgoing = new Map<Socket, string>();
  private readonly closing = new AbortController();
  private asking = 0;

  constructor(private readonly self: Neighbour, private readonly neighbourhood: Neighbourhood, private readonly host: EmbeddedHost) {}

  async connect(destination: string, port: number, { timeoutMs = SYN_PATIENCE_MS } = {}): Promise<{ socket: Duplex; from: string }> {
    const way = this.way(destination);
    if (!way || this.outgoing.size >= MAX_OUTGOING) return this.silence(destination, timeoutMs);
    const target = this.target(way, port, 'tcp', destination);
    const socket = connect({ host: target.host, port: target.port, localAddress: way.fromHost, noDelay: true });
    this.outgoing.set(socket, way.fromHost);
    socket.once('close', () => this.outgoing.delete(socket));
    await established(socket, destination, timeoutMs);
    return { socket, from: way.from };
  }

  async udp(destination: string, port: number, payload: Uint8Array, { timeoutMs = ANSWER_PATIENCE_MS } = {}): Promise<Uint8Array> {
    const way = this.way(destination);
    if (!way) return this.silence(destination, timeoutMs);
    const target = this.target(way, port, 'udp', destination);
    if (this.asking >= MAX_OUTGOING) return this.silence(destination, timeoutMs);
    this.asking += 1;
    const answer = await askOnce(target, way.fromHost, payload, timeoutMs).finally(() => { this.asking -= 1; });
    if (!answer) throw new NetError('filtered', destination);
    return answer;
  }

  async ping(destination: string, { timeoutMs = ANSWER_PATIENCE_MS } = {}): Promise<number | null> {
    const way = this.way(destination);
    const { clock } = this.host;
    if (!way) {
      await clock.sleep(timeoutMs, this.closing.signal);
      return null;
    }
    const milliseconds = (0.15 + Math.random() * 0.4) * (way.hops + 1);
    await clock.sleep(milliseconds, this.closing.signal);
    return milliseconds;
  }

  resolve(name: string): string | null {
    const decky = this.neighbourhood.deckyNamed(name.toLowerCase());
    if (!decky) return null;
    const near = new Set(this.self.hosted.addresses.map(({ lan }) => lan));
    const rank = ({ lan, isHome }: { lan: string; isHome: boolean }): number => (near.has(lan) ? 0 : 2) + (isHome ? 0 : 1);
    const addresses = [...decky.hosted.addresses].sort((a, b) => rank(a) - rank(b));
    return (addresses.find(({ ip }) => this.way(ip)) ?? addresses[0])?.ip ?? null;
  }

  /** Ends connections that were made from an address which the decky has no more. */
  dropForeignSources(): void {
    const own = new Set(this.self.hosted.addresses.map(({ host }) => host));
    for (const [socket, from] of this.outgoing) if (!own.has(from)) socket.destroy();
  }

  /** Ends every connection and every wait. */
  close(): void {
    this.closing.abort();
    for (const socket of this.outgoing.keys()) socket.destroy();
  }

  /** Undefined when no route of the maze leads there. */
  private way(destination: string): Way | undefined {
    const ip = isIPv4(destination) ? destination : this.resolve(destination);
    if (ip === null) return undefined;
    const decky = this.neighbourhood.deckyAt(ip);
    if (!decky?.isUp) return undefined;
    const found = route(this.neighbourhood.maze(), this.self.hosted.planned.name, ip);
    const fromHost = found && this.self.hosted.addresses.find((address) => address.ip === found.sourceIp)?.host;
    return found && fromHost ? { decky, ip, from: found.sourceIp, fromHost, hops: found.hops.length } : undefined;
  }

  private target({ decky, ip }: Way, port: number, protocol: Protocol, destination: string): { host: string; port: number } {
    const target = decky.locate(ip, port, protocol);
    if (!target) throw new NetError('refused', destination);
    return target;
  }

  private async silence(destination: string, timeoutMs: number): Promise<never> {
    await this.host.clock.sleep(timeoutMs, this.closing.signal);
    throw new NetError('filtered', destination);
  }
}

function established(socket: Socket, destination: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (kind: 'refused' | 'filtered') => (): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new NetError(kind, destination));
    };
    const timer = setTimeout(fail('filtered'), timeoutMs);
    const refused = fail('refused');
    // Stays for the life of the socket: a reset must not end the process.
    socket.on('error', refused);
    socket.once('close', refused);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Null when no answer comes in time. */
function askOnce(target: { host: string; port: number }, from: string, payload: Uint8Array, timeoutMs: number): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (answer: Uint8Array | null): void => {
      clearTimeout(timer);
      socket.removeAllListeners().on('error', () => undefined).close();
      resolve(answer);
    };
    const timer = setTimeout(finish, timeoutMs, null);
    socket.once('message', finish).once('error', () => finish(null));
    // Connected, so that nobody else on this host can answer in the decky's place.
    socket.bind({ address: from, exclusive: true }, () => socket.connect(target.port, target.host, () => socket.send(payload)));
  });
}
