import { Option } from 'commander';
import { globalOptions, type AddCommand } from '../context.js';
import { addProcessSettings } from '../settings-options.js';

export const addMutate: AddCommand = (program, context) => {
  const command = program.command('mutate').description('only the reconciler: deploys, teardowns and queued changes of the mazes of this machine');
  command.addOption(new Option('--watch', 'goes on until it is stopped').conflicts('all'));
  command.addOption(new Option('--all', 'does what there is to do now, and ends; so it does when neither is said'));
  addProcessSettings(command).action(async ({ watch = false }: { watch?: boolean }, command) => {
    const { runMutator } = await import('../processes/programs.js');
    await runMutator(context.io, globalOptions(command), { once: !watch });
  });
};
