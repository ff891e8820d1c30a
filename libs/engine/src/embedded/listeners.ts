import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { errorCode } from '../storage/durable-file.js';
import { reasonOf } from '../failure.js';

/** Added to a port that cannot be had, so that people can guess where it went. */
export const PORT_SHIFT = 20_000;
const MAX_PORT = 65_535;

/** Opens `port` or, where privilege or another listener (a wildcard one too) is in the way, `port + 20000`. */
export async function withFallback<T>(port: number, open: (port: number) => Promise<T>): Promise<{ opened: T; port: number }> {
  try {
    return { opened: await open(port), port };
  } catch (error) {
    const shifted = port + PORT_SHIFT;
    if (!['EACCES', 'EADDRINUSE'].includes(errorCode(error)) || shifted > MAX_PORT) throw new Error(`port ${port}: ${reasonOf(error)}`, { cause: error });
    try {
      return { opened: await open(shifted), port: shifted };
    } catch (second) {
      throw new Error(`port ${port}: ${reasonOf(error)}; port ${shifted}: ${reasonOf(second)}`, { cause: second });
    }
  }
}

export function listenTcp(address: string, port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Half-open: who says all he has to say and closes his side still wants the answer, as `nc -N` does.
    const server = createServer({ noDelay: true, allowHalfOpen: true }, onConnection);
    server.once('error', reject);
    server.listen({ host: address, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

export type OnDatagram = (payload: Uint8Array, from: { address: string; port: number }) => void;

export function listenUdp(address: string, port: number, onDatagram: OnDatagram): Promise<UdpSocket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4', onDatagram);
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
