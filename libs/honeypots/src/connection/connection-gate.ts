import type { Connection, DecoyService } from '../handler.js';
import { Admission } from './admission.js';
import { DEFAULT_LIMITS, type ConnectionLimits } from './limits.js';
import { MeteredSocket } from './metered-socket.js';

/** How long the other side may take to read the last answer and to close, once the handler is done. */
const FAREWELL_MS = 2_000;

/** What every host of handlers lets connections through: one per decky, for all its services. Costs two empty maps until somebody comes. */
export class ConnectionGate {
  private readonly admission: Admission;

  constructor(private readonly log: (message: string, error?: unknown) => void, private readonly limits: ConnectionLimits = DEFAULT_LIMITS) {
    this.admission = new Admission(limits);
  }

  /** Lets one connection talk to a service, within the limits, and closes it. Never rejects: a handler that throws ends this connection only. */
  async serve(service: DecoyService, connection: Connection): Promise<void> {
    const { socket, src } = connection;
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    socket.on('error', () => undefined);
    if (!await this.admission.enter(src.ip, gone.signal)) {
      socket.destroy();
      return;
    }
    const metered = new MeteredSocket(socket, this.limits);
    metered.once('close', () => this.admission.leave(src.ip));
    metered.on('error', () => undefined);
    await this.talk(service, { ...connection, socket: metered });
    await this.finish(metered);
  }

  private async talk(service: DecoyService, connection: Connection): Promise<void> {
    try {
      await service.handleConnection?.(connection);
    } catch (error) {
      this.log('a handler failed; its connection was ended', error);
    }
  }

  /** Reads on and throws away: closing with something unread would reset the connection, and the last answer with it. */
  private async finish(metered: MeteredSocket): Promise<void> {
    if (metered.closed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => metered.destroy(), FAREWELL_MS).unref();
      metered.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
      metered.removeAllListeners('data').resume();
      metered.end();
    });
  }
}
