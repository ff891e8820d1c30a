import { globalOptions, wantsJson, type AddCommand } from '../../context.js';
import { print } from '../../output/print.js';

export const addMigrate: AddCommand = (db, context) => {
  db.command('migrate')
    .description('bring the tables up to date; every start does this by itself')
    .action(async (_options, command) => {
      const { migrateDatabase } = await import('../../processes/tables.js');
      const names = await migrateDatabase(context.io, globalOptions(command));
      print(context.io, wantsJson(command), names, () => (names.length === 0 ? 'up to date already' : names.map((name) => `ran ${name}`).join('\n')));
    });
};
