import type { Shell } from '../shell.js';
import { LineEditor } from './line-editor.js';

/** The other end of a terminal. */
export interface Terminal {
  columns: number;
  /** `TERM` of the other side. */
  type: string;
  write(text: string): void;
  /** Resolves when the other side has read enough for more to be written. */
  drained(): Promise<void>;
}

/** A multi-line command that is never finished ends here. */
const MAX_PENDING = 16_384;

/** A person at a prompt. `onLine` hears every line as it was typed. */
export class Interactive {
  private readonly editor: LineEditor;
  private pending = '';

  constructor(private readonly shell: Shell, private readonly terminal: Terminal, private readonly onLine: (line: string) => void) {
    this.editor = new LineEditor((text) => terminal.write(text), shell.history);
  }

  feed(text: string): void { this.editor.feed(text); }

  close(): void { this.editor.close(); }

  /** Runs until the person leaves; gives back the exit status. */
  async run(): Promise<number> {
    const pastes = this.shell.machine.persona.os.codename === 'bullseye';
    const output = { out: (text: string) => this.print(text), err: (text: string) => this.print(text), columns: this.terminal.columns };
    while (!this.shell.exited) {
      output.columns = this.terminal.columns;
      const typed = await this.editor.read((pastes ? '\x1b[?2004h' : '') + (this.pending === '' ? this.prompt() : '> '));
      if (pastes) this.terminal.write('\x1b[?2004l\r');
      if (typed.kind === 'end') {
        this.print('\nlogout\n');
        return this.shell.status;
      }
      if (typed.kind === 'interrupt') {
        this.pending = '';
        this.shell.status = 130;
        continue;
      }
      await this.enter(typed.text, output);
      await this.terminal.drained();
    }
    this.print('logout\n');
    return this.shell.status;
  }

  private async enter(line: string, output: Parameters<Shell['run']>[1]): Promise<void> {
    if (line.trim() !== '') this.onLine(line);
    const command = this.pending === '' ? line : `${this.pending}\n${line}`;
    const isComplete = command.length > MAX_PENDING || command.trim() === '' || await this.shell.run(command, output);
    this.pending = isComplete ? '' : command;
    if (isComplete) this.shell.remember(command);
  }

  /** As the release's own `.bashrc` sets it: root's is plain on Debian, everybody else's has colours where the terminal can. */
  private prompt(): string {
    const { account, machine: { persona }, cwd, env } = this.shell;
    const home = env.get('HOME') ?? account.home;
    const place = cwd === home ? '~' : cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd;
    const sign = account.uid === 0 ? '#' : '$';
    const who = `${account.name}@${persona.hostname}`;
    const isRich = (account.uid !== 0 || persona.os.id === 'ubuntu') && /^xterm|^rxvt/.test(this.terminal.type);
    if (!isRich) return `${who}:${place}${sign} `;
    const title = `\x1b]0;${who}: ${place}\x07`;
    return /color/.test(this.terminal.type) ? `${title}\x1b[01;32m${who}\x1b[00m:\x1b[01;34m${place}\x1b[00m${sign} ` : `${title}${who}:${place}${sign} `;
  }

  /** A terminal wants both halves of a line end. */
  private print(text: string): void {
    this.terminal.write(text.replace(/\r?\n/g, '\r\n'));
  }
}
