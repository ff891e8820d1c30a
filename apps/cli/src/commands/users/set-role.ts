import type { UserResponse } from '@decnet/contract';
import { Argument } from 'commander';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { user } from '../../http/lookup.js';
import { print } from '../../output/print.js';
import { ROLE_NAMES } from './roles.js';

export const addUserSetRole: AddCommand = (users, context) => {
  users
    .command('set-role')
    .argument('<username>')
    .addArgument(new Argument('<role>').choices(ROLE_NAMES))
    .description('change what somebody may do; ends their sessions')
    .action(async (name: string, role: string, _options, command) => {
      const client = api(context, command);
      const { id } = await user(client, name);
      const changed = await client.json<UserResponse>(`/users/${id}`, { method: 'PATCH', body: { role } });
      print(context.io, wantsJson(command), changed, () => `${changed.username} is ${changed.role}`);
    });
};
