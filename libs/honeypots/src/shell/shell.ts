import type { Command, Invocation } from './command.js';
import { commandNamed } from './commands/index.js';
import { expandWord, expandWords } from './expand.js';
import { baseFiles } from './files/base-files.js';
import { FileError, FileSystem } from './files/file-system.js';
import { accountNamed, type Account, type Login, type Machine } from './machine.js';
import { parse } from './parser.js';
import { Streams, type Output } from './streams.js';
import type { SimpleCommand, Step } from './syntax.js';

const HISTORY = 500;
/** Commands of one line; a line that is nothing but semicolons must not keep the process busy. */
const MAX_STEPS = 256;
/** Characters that one line may print: more is nothing that a person reads. */
const MAX_OUTPUT = 4 * 1024 * 1024;
const MAX_VARIABLES = 500;
const MAX_VALUE = 8_192;
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A login shell with its state. Everything that it can do is in its commands; it reaches nothing outside of what it was given. */
export class Shell {
  readonly account: Account;
  readonly files: FileSystem;
  readonly env: Map<string, string>;
  readonly history: string[] = [];
  cwd: string;
  status = 0;
  /** True once `exit` was called. */
  exited = false;

  constructor(readonly machine: Machine, readonly login: Login) {
    this.account = accountNamed(machine, login.user);
    const { name, groups, home, shell } = this.account;
    this.files = new FileSystem(baseFiles(machine), { user: name, groups, isRoot: this.account.uid === 0 }, () => machine.clock.now());
    this.cwd = home;
    this.env = new Map([
      ['USER', name], ['LOGNAME', name], ['HOME', home], ['PATH', this.account.uid === 0 ? PATH : `${PATH}:/usr/games`], ['SHELL', shell], ['PWD', home], ['SHLVL', '1'],
      ['LANG', 'en_US.UTF-8'], ...(login.terminal === null ? [] : [['SSH_TTY', login.terminal] as const]),
    ]);
  }

  remember(line: string): void {
    if (line.trim() === '' || line.startsWith(' ') || this.history.at(-1) === line) return;
    this.history.push(line);
    if (this.history.length > HISTORY) this.history.shift();
  }

  /** Sets a variable, within what one session may hold. */
  set(name: string, value: string): void {
    if (this.env.has(name) || this.env.size < MAX_VARIABLES) this.env.set(name.slice(0, 256), value.slice(0, MAX_VALUE));
  }

  /** Runs what was typed. Gives back false when the line is not complete yet and nothing was run. */
  async run(line: string, terminal: Output): Promise<boolean> {
    const parsed = parse(line);
    if (parsed.kind === 'incomplete') return false;
    if (parsed.kind === 'unexpected') {
      terminal.err(`bash: syntax error near unexpected token \`${parsed.token}'\n`);
      this.status = 2;
      return true;
    }
    const output = rationed(terminal);
    for (const { when, pipeline } of parsed.steps.slice(0, MAX_STEPS)) {
      if (this.exited) break;
      if (when === 'always' || (this.status === 0) === (when === 'success')) await this.pipeline(pipeline, output);
    }
    return true;
  }

  private async pipeline(commands: Step['pipeline'], terminal: Output): Promise<void> {
    let stdin = '';
    for (const [index, command] of commands.entries()) {
      const streams = new Streams(terminal, index < commands.length - 1);
      this.status = await this.simple(command, stdin, streams);
      stdin = streams.piped();
    }
  }

  private async simple({ assignments, words, redirects }: SimpleCommand, stdin: string, streams: Streams): Promise<number> {
    const [name, ...args] = expandWords(this, words);
    let input = stdin;
    try {
      for (const redirect of redirects) input = streams.redirect(this, redirect) ?? input;
    } catch (error) {
      return this.refuse(error, streams);
    }
    if (name === undefined) {
      for (const { name: variable, value } of assignments) this.set(variable, expandWord(this, value));
      return 0;
    }
    const status = await this.command(name, { args, stdin: input, streams });
    streams.flush(this);
    return status;
  }

  private async command(name: string, { args, stdin, streams }: { args: string[]; stdin: string; streams: Streams }): Promise<number> {
    const command = this.find(name, streams);
    if (typeof command === 'number') return command;
    const call: Invocation = { name, args, stdin, columns: streams.columns, shell: this, out: (text) => streams.out(text), err: (text) => streams.err(text) };
    return command(call);
  }

  /** The program of that name, or the status with which its absence ends. */
  private find(name: string, streams: Streams): Command | number {
    if (!name.includes('/')) {
      const command = commandNamed(name);
      if (command) return command;
      streams.err(`bash: ${name}: command not found\n`);
      return 127;
    }
    const path = this.files.absolute(name, this.cwd);
    try {
      const node = this.files.node(path);
      const base = commandNamed(path.split('/').at(-1)!);
      if (node.kind === 'directory') streams.err(`bash: ${name}: Is a directory\n`);
      else if ((node.mode & 0o111) !== 0 && base) return base;
      else streams.err(`bash: ${name}: Permission denied\n`);
      return 126;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      streams.err(`bash: ${name}: ${error.reason}\n`);
      return 127;
    }
  }

  private refuse(error: unknown, streams: Streams): number {
    if (!(error instanceof FileError)) throw error;
    streams.err(`bash: ${error.message}\n`);
    return 1;
  }
}

function rationed(terminal: Output): Output {
  let room = MAX_OUTPUT;
  const within = (write: (text: string) => void) => (text: string): void => {
    if (room <= 0) return;
    write(text.length > room ? text.slice(0, room) : text);
    room -= text.length;
  };
  return { out: within((text) => terminal.out(text)), err: within((text) => terminal.err(text)), columns: terminal.columns };
}
