import { randomUUID } from 'node:crypto';
import type { Socket as UdpSocket } from 'node:dgram';
import type { Server, Socket } from 'node:net';
import type { Address, DecoyService } from '@decnet/honeypots';
import type { ServiceGate } from './embedded-host.js';
import { listenTcp, listenUdp, withFallback } from './listeners.js';
import type { WantedPort } from './wanted.js';

/** What a listener asks of the engine around it. */
export interface Reception {
  service: DecoyService;
  gate: ServiceGate;
  /** The address that a handler is shown for one seen on a socket. */
  shown(address: string): string;
  /** Told when a handler of datagrams or a listener fails; the error may carry what an intruder typed. */
  onError(error: unknown): void;
}

/** A port of a decky that really listens, and the connections that came through it. */
export interface OpenPort {
  /** Where it really listens: not `port` of the plan when that could not be had. */
  readonly port: number;
  readonly listening: boolean;
  close(): Promise<void>;
}

/** Rejects when neither the port nor its substitute can be had. */
export function openPort(wanted: WantedPort, reception: Reception): Promise<OpenPort> {
  return wanted.protocol === 'tcp' ? TcpPort.open(wanted, reception) : UdpPort.open(wanted, reception);
}

class TcpPort implements OpenPort {
  private readonly sockets = new Set<Socket>();
  private server!: Server;
  port = 0;

  private constructor(private readonly wanted: WantedPort, private readonly reception: Reception) {}

  static async open(wanted: WantedPort, reception: Reception): Promise<TcpPort> {
    const self = new TcpPort(wanted, reception);
    const { opened, port } = await withFallback(wanted.port, (candidate) => listenTcp(wanted.host, candidate, (socket) => self.accept(socket)));
    // Running out of file descriptors shows here; the connection is lost, the decoy is not.
    opened.on('error', reception.onError);
    self.server = opened;
    self.port = port;
    return self;
  }

  get listening(): boolean { return this.server.listening; }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      for (const socket of this.sockets) socket.destroy();
    });
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // A reset by the peer is how scanners say goodbye.
    socket.on('error', () => undefined);
    const { service, gate, shown, onError } = this.reception;
    // Handlers see the port that was planned, wherever it really is.
    const { ip, port } = this.wanted;
    const src: Address = { ip: shown(socket.remoteAddress ?? ''), port: socket.remotePort ?? 0 };
    gate.serve(service, { socket, src, dst: { ip, port }, sessionId: randomUUID() }).catch(onError).finally(() => socket.destroySoon());
  }
}

class UdpPort implements OpenPort {
  private socket!: UdpSocket;
  private closed = false;
  port = 0;

  private constructor(private readonly wanted: WantedPort, private readonly reception: Reception) {}

  static async open(wanted: WantedPort, reception: Reception): Promise<UdpPort> {
    const self = new UdpPort(wanted, reception);
    const { opened, port } = await withFallback(wanted.port, (candidate) => (
      listenUdp(wanted.host, candidate, (payload, from) => self.receive(payload, from))
    ));
    opened.on('error', reception.onError);
    self.socket = opened;
    self.port = port;
    return self;
  }

  get listening(): boolean { return !this.closed; }

  close(): Promise<void> {
    if (this.closed) return Promise.resolve();
    this.closed = true;
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  private receive(payload: Uint8Array, from: { address: string; port: number }): void {
    const { ip, port } = this.wanted;
    const reply = (answer: Uint8Array): void => {
      if (!this.closed) this.socket.send(answer, from.port, from.address, () => undefined);
    };
    try {
      this.reception.service.handleDatagram?.({ payload, src: { ip: this.reception.shown(from.address), port: from.port }, dst: { ip, port }, reply });
    } catch (error) {
      this.reception.onError(error);
    }
  }
}
