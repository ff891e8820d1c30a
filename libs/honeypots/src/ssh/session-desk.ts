import type { Session } from 'ssh2';
import type { Reporter } from '../events/reporter.js';
import type { Connection } from '../handler.js';
import { accountsOf, type Machine } from '../shell/index.js';
import type { OpenClient } from './library.js';
import { ShellChannel } from './shell-channel.js';
import type { SshHost } from './ssh-host.js';

/** `MaxSessions` */
const MAX_SESSIONS = 10;

/** What a client that is let in may do: open sessions, each with a shell or one command. */
export class SessionDesk {
  private readonly channels = new Set<ShellChannel>();
  private count = 0;

  constructor(private readonly host: SshHost, private readonly client: OpenClient, private readonly connection: Connection, private readonly reporter: Reporter) {}

  open(user: string): void {
    const { context } = this.host;
    const interfaces = context.interfaces ?? [{ ip: this.connection.dst.ip, prefix: 24 }];
    const machine: Machine = { persona: context.persona, clock: context.clock, interfaces, accounts: accountsOf(context.persona, user) };
    const last = this.host.loggedIn(this.connection.src.ip, interfaces[0]);
    this.client.on('session', (accept, reject) => {
      if (this.count >= MAX_SESSIONS) reject();
      else this.seat(accept(), machine, user, last);
    });
    this.client.on('request', (_accept, reject, name, info) => {
      const { bindAddr, bindPort } = (info ?? {}) as { bindAddr?: string; bindPort?: number };
      this.reporter.report('forward', { outcome: 'refused', request: `${bindAddr}:${bindPort}`, data: { type: name } });
      reject?.();
    });
  }

  /** The connection is gone; whatever still runs on it ends. */
  close(): void {
    for (const channel of this.channels) channel.close();
    this.channels.clear();
  }

  private seat(session: Session, machine: Machine, user: string, last: { at: number; from: string }): void {
    this.count += 1;
    const channel = new ShellChannel(session, machine, { user, from: this.connection.src.ip, last, address: this.connection }, this.reporter, this.host.context.log);
    this.channels.add(channel);
    session.on('close', () => {
      this.count -= 1;
      channel.close();
      this.channels.delete(channel);
    });
  }
}
