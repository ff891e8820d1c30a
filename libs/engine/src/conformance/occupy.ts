import { createServer, type Server } from 'node:net';
import { PORT_SHIFT } from '../embedded/listeners.js';

/** Takes a port and its substitute on every address of this host; the result gives them back. */
export async function occupyPort(port: number): Promise<() => Promise<void>> {
  const servers = await Promise.all([port, port + PORT_SHIFT].map(listenEverywhere));
  return async () => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
}

function listenEverywhere(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: '0.0.0.0', port }, () => resolve(server));
  });
}
