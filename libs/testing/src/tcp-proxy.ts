import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  /**
   * Lies in wait for the next chunk from a client that contains these bytes. It is passed on, and when the server answers, the answer is not:
   * `reset` ends the client's connection, `stall` leaves it open and silent. Resolves when that has happened.
   */
  swallowAnswerTo(bytes: string, how: 'reset' | 'stall'): Promise<void>;
  close(): Promise<void>;
}

interface Trap { bytes: string; how: 'reset' | 'stall'; sprung(): void }

/** Stands between a client and a TCP server on loopback, and loses answers on demand. */
export async function tcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  let trap: Trap | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target);
    let caught: Trap | null = null;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => { sockets.delete(socket); client.destroy(); upstream.destroy(); });
    }
    client.on('data', (chunk) => {
      if (trap && chunk.includes(trap.bytes)) [caught, trap] = [trap, null];
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (!caught) return void client.write(chunk);
      if (caught.how === 'reset') client.destroy();
      caught.sprung();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    swallowAnswerTo: (bytes, how) => new Promise((sprung) => { trap = { bytes, how, sprung }; }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
