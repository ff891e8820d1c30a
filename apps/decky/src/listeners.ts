import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { ConnectionGate, type DecoyService } from '@decnet/honeypots';
import type { ServicePort } from '@decnet/domain';

/** Stops listening and ends every connection. */
export type Close = () => Promise<void>;

/** Listens on one port of every address of this namespace. Rejects when it cannot be had. */
export function listen(service: DecoyService, { port, protocol }: ServicePort, gate: ConnectionGate): Promise<Close> {
  return protocol === 'tcp' ? listenTcp(service, port, gate) : listenUdp(service, port);
}

async function listenTcp(service: DecoyService, port: number, gate: ConnectionGate): Promise<Close> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    void gate.serve(service, {
      socket, sessionId: randomUUID(),
      src: { ip: plain(socket.remoteAddress), port: socket.remotePort ?? 0 }, dst: { ip: plain(socket.localAddress), port: socket.localPort ?? port },
    });
  });
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
  return () => new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

async function listenUdp(service: DecoyService, port: number): Promise<Close> {
  const socket = createSocket('udp4');
  socket.bind(port, '0.0.0.0');
  await once(socket, 'listening');
  socket.on('message', (payload, from) => {
    service.handleDatagram?.({
      payload, src: { ip: from.address, port: from.port }, dst: { ip: '0.0.0.0', port },
      reply: (answer) => socket.send(answer, from.port, from.address, () => undefined),
    });
  });
  return () => new Promise((resolve) => { socket.close(() => resolve()); });
}

/** An address that the other side has left already is shown as none. */
function plain(address: string | undefined): string {
  return address?.replace(/^::ffff:/, '') ?? '0.0.0.0';
}
