import { randomBytes } from 'node:crypto';
import type { CreateUserRequest, UserResponse } from '@decnet/contract';
import { Option } from 'commander';
import { api, wantsJson, type AddCommand } from '../../context.js';
import { print } from '../../output/print.js';
import { ROLE_NAMES } from './roles.js';

interface Options {
  role: CreateUserRequest['role'];
  passwordStdin?: boolean;
}

export const addUserAdd: AddCommand = (users, context) => {
  users
    .command('add <username>')
    .description('let somebody sign in; without a password of your choice, one for the first time is printed')
    .addOption(new Option('--role <role>', 'what they may do').choices(ROLE_NAMES).default('viewer'))
    .option('--password-stdin', 'read the password from standard input')
    .action(async (username: string, { role, passwordStdin = false }: Options, command) => {
      const given = passwordStdin ? (await context.io.readInput()).replace(/\r?\n$/, '') : undefined;
      const password = given ?? randomBytes(12).toString('base64url');
      const body: CreateUserRequest = { username, password, role, mustChangePassword: given === undefined };
      const user = await api(context, command).post<UserResponse>('/users', body);
      const first = given === undefined ? `\npassword for the first sign-in: ${password}` : '';
      print(context.io, wantsJson(command), { ...user, ...(first && { password }) }, () => `${user.username} may sign in as ${user.role}${first}`);
    });
};
