import { globalOptions, wantsJson, type AddCommand } from '../../context.js';
import { Misuse } from '../../exit.js';
import { print } from '../../output/print.js';

export const addReset: AddCommand = (db, context) => {
  db.command('reset')
    .description('throw away every maze, user and event, and begin with empty tables; nothing may be running')
    .option('--yes', 'mean it')
    .action(async ({ yes = false }: { yes?: boolean }, command) => {
      if (!yes) throw new Misuse('this throws everything away: say --yes');
      const { resetDatabase } = await import('../../processes/tables.js');
      await resetDatabase(context.io, globalOptions(command));
      print(context.io, wantsJson(command), { reset: true }, () => 'the tables are empty');
    });
};
