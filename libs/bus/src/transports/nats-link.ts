import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import type { BusComplaint } from '../types.js';
import { Backoff } from './backoff.js';
import { ConnectionLog } from './connection-log.js';

const DEFAULT_PORT = '4222';
const CONNECT_WITHIN_MS = 5_000;
/** A server that answers none of so many pings is gone, whatever its socket says. */
const PING_EVERY_MS = 10_000;
const PINGS = 2;
const LASTED_MS = 1_000;

/** Where a URL leads and how to sign in there; the secret in it goes nowhere else. */
function optionsOf(url: string, clientName: string): { where: string; options: NodeConnectionOptions } {
  const { hostname, port, username, password } = new URL(url);
  const [user, pass] = [username, password].map(decodeURIComponent);
  const account = user === '' ? {} : pass === '' ? { token: user } : { user, pass };
  const server = `${hostname}:${port || DEFAULT_PORT}`;
  return {
    where: `nats://${server}`,
    options: {
      servers: [server], name: clientName, ...account,
      // Each connection is made here, so that what it must carry over is in one place.
      reconnect: false, ignoreClusterUpdates: true,
      timeout: CONNECT_WITHIN_MS, pingInterval: PING_EVERY_MS, maxPingOut: PINGS,
    },
  };
}

/** A connection to a NATS server that is made in the background, and made again whenever it is lost. */
export class NatsLink {
  readonly log: ConnectionLog;
  private readonly options: NodeConnectionOptions;
  private readonly backoff = new Backoff();
  private attempt: Promise<void> | undefined;
  private retry: NodeJS.Timeout | undefined;
  private closed = false;
  /** Undefined while there is none. */
  connection: NatsConnection | undefined;

  constructor(url: string, clientName: string, private readonly complain: BusComplaint, private readonly onUp: (connection: NatsConnection) => void) {
    const { where, options } = optionsOf(url, clientName);
    this.options = options;
    this.log = new ConnectionLog(where, complain);
  }

  start(): void {
    this.attempt = this.connect();
  }

  /** Waits for an attempt that is under way, which ends by itself. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    if (this.connection) await this.connection.close();
    else await this.attempt;
  }

  private async connect(): Promise<void> {
    try {
      // The client costs time to load, and no start waits for the bus.
      const { connect } = await import('@nats-io/transport-node');
      const connection = await connect(this.options);
      if (this.closed) return await connection.close();
      this.opened(connection);
    } catch (error) {
      this.lost(String((error as Error).message));
    }
  }

  private opened(connection: NatsConnection): void {
    this.connection = connection;
    this.log.up();
    const since = performance.now();
    void this.listen(connection);
    void connection.closed().then((error) => {
      this.connection = undefined;
      if (performance.now() - since > LASTED_MS) this.backoff.reset();
      this.lost(error ? error.message : 'it hung up');
    });
    this.onUp(connection);
  }

  /** What the server objects to, such as a topic that this user may not use. */
  private async listen(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) if (status.type === 'error') this.complain(`the bus objects: ${status.error.message}`);
  }

  private lost(reason: string): void {
    if (this.closed) return;
    this.log.down(reason);
    this.retry = setTimeout(() => this.start(), this.backoff.next());
  }
}
