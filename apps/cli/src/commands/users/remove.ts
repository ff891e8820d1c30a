import { api, wantsJson, type AddCommand } from '../../context.js';
import { user } from '../../http/lookup.js';
import { print } from '../../output/print.js';

export const addUserRemove: AddCommand = (users, context) => {
  users
    .command('remove <username>')
    .description('end all sessions of somebody and let them in no more')
    .action(async (name: string, _options, command) => {
      const client = api(context, command);
      const { id, username } = await user(client, name);
      await client.json(`/users/${id}`, { method: 'DELETE' });
      print(context.io, wantsJson(command), { id, username, deleted: true }, () => `${username} is removed`);
    });
};
