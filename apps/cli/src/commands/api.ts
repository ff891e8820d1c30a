import { globalOptions, type AddCommand } from '../context.js';
import { addProcessSettings } from '../settings-options.js';

export const addApi: AddCommand = (program, context) => {
  const command = program.command('api').description('only the API of a master, for setups of several processes');
  addProcessSettings(command).action(async (_options, command) => {
    const { runApi } = await import('../processes/programs.js');
    await runApi(context.io, globalOptions(command));
  });
};
