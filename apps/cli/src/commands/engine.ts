import { globalOptions, type AddCommand } from '../context.js';
import { addProcessSettings } from '../settings-options.js';

export const addEngine: AddCommand = (program, context) => {
  const command = program.command('engine').description('only the engine host of this machine, which runs its decoys');
  addProcessSettings(command).action(async (_options, command) => {
    const { runEngineHost } = await import('../processes/programs.js');
    await runEngineHost(context.io, globalOptions(command));
  });
};
