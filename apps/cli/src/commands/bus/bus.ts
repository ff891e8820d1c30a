import { globalOptions, type AddCommand } from '../../context.js';
import { addProcessSettings } from '../../settings-options.js';
import { addPub } from './pub.js';
import { addSub } from './sub.js';

export const addBus: AddCommand = (program, context) => {
  const bus = program.command('bus').description('the broker that carries messages between the processes of this host; and what goes through a bus');
  addProcessSettings(bus).action(async (_options, command) => {
    const { runBroker } = await import('../../processes/programs.js');
    await runBroker(context.io, globalOptions(command));
  });
  addSub(bus, context);
  addPub(bus, context);
};
