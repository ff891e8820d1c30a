import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A visitor of a decoy who types lines and reads lines. */
export class LineClient {
  private readonly lines: AsyncIterator<string>;
  /** Resolves when the other side, or this one, has ended the connection. */
  readonly closed: Promise<void>;

  private constructor(private readonly socket: Socket) {
    this.lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
  }

  /** Rejects with the error of the socket, ECONNREFUSED for one. */
  static open({ address, port }: { address: string; port: number }, localAddress?: string): Promise<LineClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: address, port, localAddress });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new LineClient(socket));
      });
    });
  }

  /** The next line of the other side; undefined when it has ended the connection. */
  async ask(line: string): Promise<string | undefined> {
    this.socket.write(`${line}\n`);
    const answer = await this.lines.next().catch(() => null);
    return answer && !answer.done ? answer.value : undefined;
  }

  async close(): Promise<void> {
    this.socket.destroy();
    await this.closed;
  }
}
