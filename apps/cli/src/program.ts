import { Command } from 'commander';
import { addApi } from './commands/api.js';
import { addArchetypes } from './commands/archetypes.js';
import { addBus } from './commands/bus/bus.js';
import { addCollect } from './commands/collect.js';
import { addCompletion } from './commands/completion.js';
import { addDb } from './commands/db/db.js';
import { addDemo } from './commands/demo.js';
import { addEngine } from './commands/engine.js';
import { addEvents } from './commands/events.js';
import { addLogin } from './commands/login.js';
import { addMutate } from './commands/mutate.js';
import { addServices } from './commands/services.js';
import { addTopology } from './commands/topology/topology.js';
import { addUp } from './commands/up.js';
import { addUsers } from './commands/users/users.js';
import type { AddCommand, Context } from './context.js';
import { addCommonSettings } from './settings-options.js';

const EVERYWHERE: readonly AddCommand[] = [addBus, addServices, addArchetypes, addCompletion];
const ON_A_MASTER: readonly AddCommand[] = [addUp, addDemo, addApi, addEngine, addMutate, addCollect, addTopology, addEvents, addUsers, addLogin, addDb];

/** The whole command line. @param mode what this machine is: an agent has no commands of the master */
export function createProgram(context: Context, mode: 'master' | 'agent'): Command {
  const program = new Command('decnet')
    .description('a deception network: draw a maze of decoy hosts, deploy it, watch intruders walk it')
    .option('--url <url>', 'server to talk to, instead of the one that the settings name')
    .option('--json', 'results as JSON, for scripts');
  addCommonSettings(program)
    .exitOverride()
    .configureOutput({ writeOut: (text) => context.io.out(text.replace(/\n$/, '')), writeErr: (text) => context.io.err(text.replace(/\n$/, '')) })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help says more)');
  const commands = mode === 'agent' ? EVERYWHERE : [...ON_A_MASTER, ...EVERYWHERE];
  for (const add of commands) add(program, context);
  return program;
}
