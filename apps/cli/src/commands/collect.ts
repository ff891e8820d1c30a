import { globalOptions, type AddCommand } from '../context.js';
import { addProcessSettings } from '../settings-options.js';

export const addCollect: AddCommand = (program, context) => {
  const command = program.command('collect').description('only the collector: brings what the decoys of this machine reported into the database');
  addProcessSettings(command).action(async (_options, command) => {
    const { runCollector } = await import('../processes/programs.js');
    await runCollector(context.io, globalOptions(command));
  });
};
