import { CommanderError } from 'commander';
import type { Context } from './context.js';
import { CommandError, EXIT, type ExitCode } from './exit.js';
import { ProblemError } from './http/problem.js';
import type { Io } from './io.js';
import { printableJson } from './output/printable.js';
import { createProgram } from './program.js';
import { readSettings } from './session/connect.js';

/** Wrong settings are told by the command that needs them; help works without. */
function modeOf(io: Io): 'master' | 'agent' {
  try {
    return readSettings(io, {}).mode;
  } catch {
    return 'master';
  }
}

function report(io: Io, error: unknown, json: boolean): ExitCode {
  // Commander has already said what is wrong, or has shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misuse;
  if (error instanceof ProblemError && json) {
    io.err(printableJson(error.problem, 2));
    return error.exitCode;
  }
  if (error instanceof CommandError) {
    io.err(`decnet: ${error.message}`);
    return error.exitCode;
  }
  io.err(`decnet: ${(error as Error).stack ?? String(error)}`);
  return EXIT.refused;
}

/** Runs one command line. @param args without node and the program itself */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const context: Context = { io, exitCode: EXIT.done };
  const program = createProgram(context, modeOf(io));
  try {
    await program.parseAsync([...args], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    return report(io, error, program.opts()['json'] === true);
  }
}
