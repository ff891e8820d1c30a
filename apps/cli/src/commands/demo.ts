import { globalOptions, type AddCommand } from '../context.js';
import { addProcessSettings } from '../settings-options.js';

export const addDemo: AddCommand = (program, context) => {
  const command = program.command('demo').description('like up, with a maze to play with: made, deployed, and ready to be attacked');
  addProcessSettings(command).action(async (_options, command) => {
    const { demo } = await import('../processes/demo.js');
    context.exitCode = await demo(context.io, globalOptions(command));
  });
};
