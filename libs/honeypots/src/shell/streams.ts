import { expandWord } from './expand.js';
import { FileError } from './files/file-system.js';
import type { Shell } from './shell.js';
import type { Redirect } from './syntax.js';

/** Where a shell writes when nothing is redirected. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
  /** Width of the terminal, null when there is none. */
  columns: number | null;
}

/** Most of what goes through a pipe or into a file by one command. */
const MAX_CAPTURED = 1024 * 1024;

type Sink = { kind: 'terminal'; error: boolean } | { kind: 'pipe' } | { kind: 'file'; path: string; text: string };

/** Where the two outputs of one command go. */
export class Streams {
  private readonly sinks: { 1: Sink; 2: Sink };
  private pipe = '';

  constructor(private readonly terminal: Output, isPiped: boolean) {
    this.sinks = { 1: isPiped ? { kind: 'pipe' } : { kind: 'terminal', error: false }, 2: { kind: 'terminal', error: true } };
  }

  get columns(): number | null {
    return this.sinks[1].kind === 'terminal' ? this.terminal.columns : null;
  }

  /** Text to read from, or null for a redirection of what is written. Throws {@link FileError} with the name in front when the target cannot be opened. */
  redirect(shell: Shell, { from, mode, target }: Redirect): string | null {
    if ('descriptor' in target) {
      if (from === 1 || from === 2) this.sinks[from] = this.sinks[target.descriptor];
      return null;
    }
    const name = expandWord(shell, target);
    const path = shell.files.absolute(name, shell.cwd);
    try {
      if (mode === '<') return shell.files.read(path);
      shell.files.write(path, '', mode === '>>');
    } catch (error) {
      if (error instanceof FileError) error.message = `${name}: ${error.reason}`;
      throw error;
    }
    const sink: Sink = { kind: 'file', path, text: '' };
    if (from !== 2) this.sinks[1] = sink;
    if (from !== 1) this.sinks[2] = sink;
    return null;
  }

  out(text: string): void { this.write(this.sinks[1], text); }

  err(text: string): void { this.write(this.sinks[2], text); }

  /** What the next command of the pipeline reads. */
  piped(): string { return this.pipe; }

  /** Puts what was written into the files that it was written to. */
  flush(shell: Shell): void {
    for (const sink of new Set([this.sinks[1], this.sinks[2]])) {
      if (sink.kind !== 'file' || sink.text === '') continue;
      try {
        shell.files.write(sink.path, sink.text, true);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        this.terminal.err(`bash: write error: ${error.reason}\n`);
      }
    }
  }

  private write(sink: Sink, text: string): void {
    if (sink.kind === 'terminal') {
      if (sink.error) this.terminal.err(text);
      else this.terminal.out(text);
    } else if (sink.kind === 'pipe') this.pipe = captured(this.pipe, text);
    else sink.text = captured(sink.text, text);
  }
}

function captured(before: string, text: string): string {
  return before.length >= MAX_CAPTURED ? before : before + text.slice(0, MAX_CAPTURED - before.length);
}
