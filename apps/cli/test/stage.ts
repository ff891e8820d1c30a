import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExitCode } from '../src/exit.js';
import { run } from '../src/run.js';

export interface Played {
  code: ExitCode;
  out: string;
  err: string;
}

/** A place to run command lines: a home of its own, and everything printed kept. */
export class Stage {
  readonly home = mkdtempSync(join(tmpdir(), 'decnet-cli-'));
  input = '';
  private readonly interrupt = new AbortController();
  private readonly listeners = new Set<(line: string) => void>();

  constructor(private readonly env: Record<string, string> = {}) {}

  async play(...args: string[]): Promise<Played> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await run(args, {
      out: (text) => {
        out.push(text);
        for (const listener of this.listeners) listener(text);
      },
      err: (text) => void err.push(text),
      env: { HOME: this.home, ...this.env },
      cwd: this.home,
      interactive: false,
      readInput: async () => this.input,
      readFile: (path) => readFileSync(join(this.home, path)),
      interrupted: () => this.interrupt.signal,
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  /** What the command printed under --json. @throws when it printed none */
  async json<T>(...args: string[]): Promise<T> {
    const { code, out, err } = await this.play(...args, '--json');
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  /** Resolves with the first line printed that has this in it. */
  line(part: string): Promise<string> {
    return new Promise((resolve) => {
      const listener = (text: string): void => {
        if (!text.includes(part)) return;
        this.listeners.delete(listener);
        resolve(text);
      };
      this.listeners.add(listener);
    });
  }

  pressCtrlC(): void {
    this.interrupt.abort();
  }

  clear(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}
