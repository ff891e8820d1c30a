import { globalOptions, type AddCommand } from '../context.js';
import { addProcessSettings } from '../settings-options.js';

export const addUp: AddCommand = (program, context) => {
  const command = program.command('up').description('the whole master in one process: database, API and page, reconciler, decoys');
  addProcessSettings(command).action(async (_options, command) => {
    const { up } = await import('../processes/up.js');
    context.exitCode = await up(context.io, globalOptions(command));
  });
};
