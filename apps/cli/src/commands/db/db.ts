import type { AddCommand } from '../../context.js';
import { addMigrate } from './migrate.js';
import { addReset } from './reset.js';

export const addDb: AddCommand = (program, context) => {
  const db = program.command('db').description('the tables of the master');
  addMigrate(db, context);
  addReset(db, context);
};
