import type { Shell } from './shell.js';

/** One program as it runs: what it was given, and where it writes. */
export interface Invocation {
  /** As it was called. */
  name: string;
  args: readonly string[];
  stdin: string;
  /** Columns of the terminal that it writes to; null when it writes to a file, a pipe or nobody. */
  columns: number | null;
  shell: Shell;
  out(text: string): void;
  err(text: string): void;
}

/** Gives back the exit status. */
export type Command = (call: Invocation) => number | Promise<number>;
export type CommandTable = Readonly<Record<string, Command>>;

/** Splits leading `-abc` options off; `--` ends them. Long options are given back whole. */
export function options(args: readonly string[]): { flags: ReadonlySet<string>; long: readonly string[]; rest: readonly string[] } {
  const flags = new Set<string>();
  const long: string[] = [];
  const rest: string[] = [];
  let over = false;
  for (const arg of args) {
    if (over || !arg.startsWith('-') || arg === '-') rest.push(arg);
    else if (arg === '--') over = true;
    else if (arg.startsWith('--')) long.push(arg.slice(2));
    else for (const flag of arg.slice(1)) flags.add(flag);
  }
  return { flags, long, rest };
}
