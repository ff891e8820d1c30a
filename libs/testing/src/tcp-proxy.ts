import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface TcpProxy {
  port: number;
  /**
   * Lies in wait for the next chunk from a client that contains these bytes, and lets its answer be lost. `reset`: the client's connection ends when the
   * server answers; `stall`: it stays open and silent; `late`: it ends at once, and the server gets the chunk a while after. Resolves when that has happened.
   */
  swallowAnswerTo(bytes: string, how: AnswerLoss): Promise<void>;
  close(): Promise<void>;
}

export type AnswerLoss = 'reset' | 'stall' | 'late';

interface Trap { bytes: string; how: AnswerLoss; sprung(): void }

const LATE_MS = 300;

/**
 * Stands between clients and a TCP server on loopback, and loses answers on demand.
 * @param onSent hears every chunk that a client sends
 */
export async function tcpProxy(target: { host: string; port: number }, onSent: (chunk: Buffer) => void = () => undefined): Promise<TcpProxy> {
  let trap: Trap | null = null;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target);
    let caught: Trap | null = null;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    upstream.on('close', () => client.destroy());
    client.on('close', () => { if (caught?.how !== 'late') upstream.destroy(); });
    client.on('data', (chunk) => {
      onSent(chunk);
      if (trap && chunk.includes(trap.bytes)) [caught, trap] = [trap, null];
      if (caught?.how === 'late') deliverLate(client, upstream, chunk, caught);
      else upstream.write(chunk);
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

/** The client hears nothing more; the server hears the chunk when the client has long begun to look what became of it. */
function deliverLate(client: Socket, upstream: Socket, chunk: Buffer, trap: Trap): void {
  client.destroy();
  setTimeout(() => {
    upstream.end(chunk);
    trap.sprung();
  }, LATE_MS);
}
