import type { Command } from '../command.js';
import { accountCommands } from './account.js';
import { fileCommands } from './files.js';
import { networkCommands } from './network.js';
import { processCommands } from './processes.js';
import { shellCommands } from './builtin.js';
import { systemCommands } from './system.js';

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [shellCommands, fileCommands, accountCommands, systemCommands, processCommands, networkCommands].flatMap((table) => Object.entries(table)),
);

export function commandNamed(name: string): Command | undefined {
  return COMMANDS.get(name);
}
