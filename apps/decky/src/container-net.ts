import { createSocket } from 'node:dgram';
import { connect, isIPv4 } from 'node:net';
import type { Duplex } from 'node:stream';
import { NetError, type DecoyNet } from '@decnet/honeypots';

const SYN_PATIENCE_MS = 127_000;
const ANSWER_PATIENCE_MS = 5_000;
/** Nothing listens there; a machine that is up says so. */
const CLOSED_PORT = 33_434;

/** The network of the container that this runs in; what leads out of the maze is closed there, by the kernel. */
export class ContainerNet implements DecoyNet {
  constructor(private readonly names: Readonly<Record<string, string>>) {}

  connect(destination: string, port: number, { timeoutMs = SYN_PATIENCE_MS } = {}): Promise<{ socket: Duplex; from: string }> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: this.address(destination), port, noDelay: true });
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new NetError('filtered', destination));
      }, timeoutMs);
      socket.on('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(new NetError(error.code === 'ECONNREFUSED' ? 'refused' : 'filtered', destination));
      });
      socket.once('connect', () => {
        clearTimeout(timer);
        resolve({ socket, from: socket.localAddress ?? '' });
      });
    });
  }

  async udp(destination: string, port: number, payload: Uint8Array, { timeoutMs = ANSWER_PATIENCE_MS } = {}): Promise<Uint8Array> {
    const answer = await this.exchange(destination, port, payload, timeoutMs);
    if (answer instanceof NetError) throw answer;
    return answer;
  }

  /** Without the right to send ICMP: a datagram to a closed port comes back as refused from a machine that is up. */
  async ping(destination: string, { timeoutMs = ANSWER_PATIENCE_MS } = {}): Promise<number | null> {
    const since = performance.now();
    const answer = await this.exchange(destination, CLOSED_PORT, Buffer.alloc(8), timeoutMs);
    return answer instanceof NetError && answer.kind === 'filtered' ? null : performance.now() - since;
  }

  resolve(name: string): string | null {
    return Object.hasOwn(this.names, name) ? this.names[name]! : null;
  }

  private address(destination: string): string {
    const address = isIPv4(destination) ? destination : this.resolve(destination);
    if (address === null) throw new NetError('filtered', destination);
    return address;
  }

  private exchange(destination: string, port: number, payload: Uint8Array, timeoutMs: number): Promise<Uint8Array | NetError> {
    const address = this.address(destination);
    return new Promise((resolve) => {
      const socket = createSocket('udp4');
      const finish = (answer: Uint8Array | NetError): void => {
        clearTimeout(timer);
        socket.removeAllListeners().on('error', () => undefined).close();
        resolve(answer);
      };
      const timer = setTimeout(() => finish(new NetError('filtered', destination)), timeoutMs);
      socket.once('error', (error: NodeJS.ErrnoException) => finish(new NetError(error.code === 'ECONNREFUSED' ? 'refused' : 'filtered', destination)));
      socket.once('message', finish);
      socket.connect(port, address, () => socket.send(payload));
    });
  }
}
