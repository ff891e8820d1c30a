import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import type { PseudoTtyInfo, ServerChannel, Session } from 'ssh2';
import { ByteInput } from '../connection/byte-input.js';
import type { Reporter } from '../events/reporter.js';
import type { Connection } from '../handler.js';
import { greeting, Interactive, Shell, type Machine, type Terminal } from '../shell/index.js';

interface Guest { user: string; from: string; last: { at: number; from: string }; address: Pick<Connection, 'src' | 'dst'> }

/** `AcceptEnv LANG LC_*` */
const ACCEPTED_ENV = /^(?:LANG|LC_[A-Z]+)$/;
const MAX_LINE = 65_536;

/** One session: what it asks for, and the shell or command that runs in it. */
export class ShellChannel {
  private readonly env = new Map<string, string>();
  private pty: PseudoTtyInfo | null = null;
  private terminal: Terminal | null = null;
  private interactive: Interactive | null = null;
  private closed = false;

  constructor(
    session: Session, private readonly machine: Machine, private readonly guest: Guest, private readonly reporter: Reporter,
    private readonly log: (message: string, error?: unknown) => void,
  ) {
    session.on('env', (accept, reject, { key, val }) => {
      if (!ACCEPTED_ENV.test(key) || this.env.size > 20) return reject?.();
      this.env.set(key, val.slice(0, 256));
      accept?.();
    });
    session.on('pty', (accept, _reject, info) => {
      this.pty = info;
      accept?.();
    });
    session.on('window-change', (accept, _reject, { cols }) => {
      if (this.terminal) this.terminal.columns = columnsOf(cols);
      accept?.();
    });
    session.on('shell', (accept) => { void this.run(accept(), null); });
    session.on('exec', (accept, _reject, { command }) => { void this.run(accept(), command); });
  }

  close(): void {
    this.closed = true;
    this.interactive?.close();
  }

  /** Runs the command, or a shell when there is none, and closes the channel with its status. */
  private async run(channel: ServerChannel, command: string | null): Promise<void> {
    const since = this.machine.clock.now();
    const kind = command === null ? 'shell' : 'exec';
    this.reporter.report('session.open', { user: this.guest.user, data: { kind, terminal: this.pty ? (this.pty as { term?: string }).term ?? '' : null } });
    channel.on('error', () => undefined);
    let status = 255;
    try {
      status = await this.work(channel, command);
    } catch (error) {
      this.log('a shell failed; its session was ended', error);
    }
    this.reporter.report('session.close', { user: this.guest.user, data: { kind, status, durationMs: this.machine.clock.now() - since } });
    if (this.closed) return;
    channel.exit(status);
    channel.end();
    channel.close();
  }

  private work(channel: ServerChannel, command: string | null): Promise<number> {
    const shell = this.shell();
    if (command !== null) return this.command(channel, shell, command);
    return this.pty ? this.person(channel, shell, this.pty) : this.script(channel, shell);
  }

  private shell(): Shell {
    const shell = new Shell(this.machine, { user: this.guest.user, from: this.guest.from, since: this.machine.clock.now(), terminal: this.pty ? '/dev/pts/0' : null });
    const { src, dst } = this.guest.address;
    for (const [name, value] of this.env) shell.set(name, value);
    shell.set('SSH_CLIENT', `${src.ip} ${src.port} ${dst.port}`);
    shell.set('SSH_CONNECTION', `${src.ip} ${src.port} ${dst.ip} ${dst.port}`);
    if (this.pty) shell.set('TERM', (this.pty as { term?: string }).term ?? 'dumb');
    return shell;
  }

  private async command(channel: ServerChannel, shell: Shell, command: string): Promise<number> {
    channel.resume();
    this.tell(command);
    const isComplete = await shell.run(command, this.output(channel));
    if (isComplete) return shell.status;
    channel.stderr.write('bash: -c: line 1: syntax error: unexpected end of file\n');
    return 1;
  }

  private async person(channel: ServerChannel, shell: Shell, pty: PseudoTtyInfo): Promise<number> {
    const decoder = new StringDecoder('utf8');
    this.terminal = {
      columns: columnsOf(pty.cols),
      type: (pty as { term?: string }).term ?? 'dumb',
      write: (text) => { if (!this.closed) channel.write(text); },
      drained: () => drained(channel),
    };
    const interactive = new Interactive(shell, this.terminal, (line) => this.tell(line));
    this.interactive = interactive;
    channel.on('data', (chunk: Buffer) => interactive.feed(decoder.write(chunk)));
    channel.on('end', () => interactive.close());
    this.terminal.write(greeting(this.machine, this.guest.last).replaceAll('\n', '\r\n'));
    return interactive.run();
  }

  /** Lines from a pipe at the other end: no echo, no prompt. */
  private async script(channel: ServerChannel, shell: Shell): Promise<number> {
    const input = new ByteInput(channel);
    for (let isOver = false; !isOver;) {
      const line = await input.line(MAX_LINE);
      const last = line === null ? input.rest() : null;
      const bytes = last ?? Buffer.from('text' in line! ? line.text : '', 'latin1');
      isOver = await this.scriptLine(channel, shell, bytes.toString('utf8')) || line === null || !('text' in line);
    }
    return shell.status;
  }

  /** True when the shell was left. */
  private async scriptLine(channel: ServerChannel, shell: Shell, line: string): Promise<boolean> {
    if (line.trim() !== '') this.tell(line);
    await shell.run(line, this.output(channel));
    shell.remember(line);
    await drained(channel);
    return shell.exited || this.closed;
  }

  private output(channel: ServerChannel): Parameters<Shell['run']>[1] {
    const isTerminal = this.pty !== null;
    const shown = (text: string): string => (isTerminal ? text.replace(/\r?\n/g, '\r\n') : text);
    return {
      out: (text) => { if (!this.closed) channel.write(shown(text)); },
      err: (text) => { if (!this.closed) (isTerminal ? channel : channel.stderr).write(shown(text)); },
      columns: isTerminal ? columnsOf(this.pty!.cols) : null,
    };
  }

  private tell(command: string): void {
    this.reporter.report('command', { user: this.guest.user, command });
  }
}

/** What a client says of its window may be anything. */
function columnsOf(cols: number): number {
  return Number.isInteger(cols) && cols >= 10 && cols <= 1_000 ? cols : 80;
}

async function drained(channel: ServerChannel): Promise<void> {
  if (channel.writableNeedDrain && !channel.destroyed) await Promise.race([once(channel, 'drain'), once(channel, 'close')]);
}
