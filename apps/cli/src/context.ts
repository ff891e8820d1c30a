import type { Command } from 'commander';
import type { ExitCode } from './exit.js';
import { connect } from './session/connect.js';
import type { ApiClient } from './http/client.js';
import type { Io } from './io.js';

/** What every command is given. */
export interface Context {
  io: Io;
  /** For a command that did its work and still has bad news. */
  exitCode: ExitCode;
}

/** Adds one command to its parent. */
export type AddCommand = (parent: Command, context: Context) => void;

/** Options that stand anywhere on the line. */
interface GlobalOptions extends Record<string, unknown> {
  url?: string;
  json?: boolean;
}

export const globalOptions = (command: Command): GlobalOptions => command.optsWithGlobals();
export const wantsJson = (command: Command): boolean => globalOptions(command).json === true;

/** The server that the options name. */
export function api({ io }: Context, command: Command): ApiClient {
  return connect(io, globalOptions(command));
}

