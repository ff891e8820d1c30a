import type { UserResponse } from '@decnet/contract';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { allRows } from '../../http/pages.js';
import { print } from '../../output/print.js';
import { table } from '../../output/table.js';

function describe(users: readonly UserResponse[]): string {
  return table(['USERNAME', 'ROLE', 'MUST CHANGE PASSWORD', 'CREATED', 'ID'], users.map(({ username, role, mustChangePassword, createdAt, id }) => [username, role, mustChangePassword, createdAt, id]));
}

export const addUserList: AddCommand = (users, context) => {
  users
    .command('list')
    .description('who may sign in')
    .action(async (_options, command) => {
      const found = await allRows<UserResponse>(api(context, command), '/users');
      print(context.io, wantsJson(command), found, () => describe(found));
    });
};
