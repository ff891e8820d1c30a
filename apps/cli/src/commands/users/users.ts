import type { AddCommand } from '../../context.js';
import { addUserAdd } from './add.js';
import { addUserList } from './list.js';
import { addUserRemove } from './remove.js';
import { addUserSetRole } from './set-role.js';

export const addUsers: AddCommand = (program, context) => {
  const users = program.command('users').description('who may sign in, and what they may do');
  for (const add of [addUserList, addUserAdd, addUserRemove, addUserSetRole]) add(users, context);
};
