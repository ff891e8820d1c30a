import type { Duplex } from 'node:stream';
import type { Server as SshServer } from 'ssh2';
import type { NetworkInterface, ServiceContext } from '../handler.js';
import { seededRandom } from '../persona/derive.js';
import { hostKeys } from './host-keys.js';
import { OFFER } from './algorithms.js';
import { Server, type OpenClient } from './library.js';

const DAY = 86_400_000;

/** The sshd of one decky. Nothing of it is there before the first connection but this object. */
export class SshHost {
  private server: Promise<SshServer> | null = null;
  private readonly arriving = new Map<Duplex, (client: OpenClient) => void>();
  private last: { at: number; from: string } | null = null;

  constructor(readonly context: ServiceContext) {}

  /**
   * Hands a socket over whose client has identified itself; `rest` is what it sent after that. Resolves with what `greet` gives back, which is
   * called before the library reads on: what it must know has to be said there. Rejects with {@link Gone}.
   */
  async accept<T>(socket: Duplex, rest: Buffer, greet: (client: OpenClient) => T): Promise<T> {
    this.server ??= this.build();
    // What failed may be tried again.
    this.server.catch(() => { this.server = null; });
    const server = await this.server;
    return new Promise((resolve, reject) => {
      socket.once('close', () => {
        this.arriving.delete(socket);
        reject(new Gone());
      });
      if (socket.destroyed) return reject(new Gone());
      this.arriving.set(socket, (client) => resolve(greet(client)));
      withoutFirst(socket);
      socket.unshift(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), rest]));
      server.injectSocket(socket as never);
    });
  }

  /** When and from where somebody was here before, and from now on that it was this one. */
  loggedIn(from: string, near: NetworkInterface | undefined): { at: number; from: string } {
    const now = this.context.clock.now();
    const before = this.last ?? this.firstLast(now, near);
    this.last = { at: now, from };
    return before;
  }

  private firstLast(now: number, near: NetworkInterface | undefined): { at: number; from: string } {
    const random = seededRandom(this.context.persona.seed, 'last login');
    const from = (near?.ip ?? '10.0.0.2').replace(/\d+$/, String(2 + random.int(250)));
    return { at: Math.max(this.context.persona.bootedAt + 120_000, now - DAY - random.int(20 * DAY)), from };
  }

  private async build(): Promise<SshServer> {
    const server = new Server({ hostKeys: await hostKeys(this.context.keys), ident: this.context.persona.ssh.banner, algorithms: OFFER });
    server.on('connection', (client) => {
      const { _sock } = client as OpenClient;
      this.arriving.get(_sock as Duplex)?.(client as OpenClient);
      this.arriving.delete(_sock as Duplex);
    });
    return server;
  }
}

/** The other side went away before it was served. */
export class Gone extends Error {
  constructor() {
    super('gone');
    this.name = 'Gone';
  }
}

/** Our identification went out when the connection came; the library's own copy must not follow. */
function withoutFirst(socket: Duplex): void {
  const write = socket.write;
  socket.write = (() => {
    socket.write = write;
    return true;
  }) as typeof socket.write;
}
