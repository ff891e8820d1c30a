import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Time for requests under way to be answered once the server stops. */
const GRACE_MS = 5_000;

/**
 * Lets a stopping server finish. Idle connections are closed by Fastify, but one on which nothing was ever asked does
 * not count as idle for Node, and browsers open such in advance: each would hold up the stop for a minute.
 */
export function addGracefulClose(instance: FastifyInstance): void {
  const unused = new Set<Socket>();
  const { server } = instance;
  server.on('connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', (request: IncomingMessage) => unused.delete(request.socket));
  instance.addHook('preClose', (done) => {
    for (const socket of unused) socket.destroy();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    done();
  });
}
