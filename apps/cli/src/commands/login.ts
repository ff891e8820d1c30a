import type { LoginResponse } from '@decnet/contract';
import { isLoopback } from '@decnet/platform/config';
import { globalOptions, wantsJson, type AddCommand, type Context } from '../context.js';
import { Misuse, Refused } from '../exit.js';
import { ApiClient } from '../http/client.js';
import { print } from '../output/print.js';
import { connectAnonymously } from '../session/connect.js';
import { ask } from '../session/prompt.js';
import { TokenStore } from '../session/token-store.js';

interface Options {
  username?: string;
  passwordStdin?: boolean;
}

/** Where passwords come from: the terminal, or one after the other from standard input. */
interface Passwords {
  current(): Promise<string>;
  next(): Promise<string>;
}

async function passwordsOf({ io }: Context, fromInput: boolean): Promise<Passwords> {
  if (fromInput) {
    const [first = '', second] = (await io.readInput()).split(/\r?\n/);
    return {
      current: async () => first,
      next: async () => second || Promise.reject(new Refused('the password has to be changed: give the new one on a second line')),
    };
  }
  if (!io.interactive) throw new Misuse('nobody can be asked here: use --password-stdin');
  return {
    current: () => ask('password: ', { hidden: true }),
    next: async () => {
      io.err('The password has to be changed.');
      const chosen = await ask('new password: ', { hidden: true });
      if (chosen !== (await ask('once more: ', { hidden: true }))) throw new Refused('the two differ; nothing was changed');
      return chosen;
    },
  };
}

/** A first password is only good for choosing another. */
async function changePassword(base: string, { accessToken }: LoginResponse, oldPassword: string, passwords: Passwords): Promise<LoginResponse> {
  const client = new ApiClient(base, async function* own() {
    yield accessToken;
  });
  return client.post<LoginResponse>('/auth/change-password', { oldPassword, newPassword: await passwords.next() });
}

export const addLogin: AddCommand = (program, context) => {
  program
    .command('login')
    .description('sign in and keep the token; not needed beside a readable data folder')
    .option('--username <name>', 'who you are')
    .option('--password-stdin', 'read the password from standard input; a second line is the new one, where it has to be changed')
    .action(async ({ username, passwordStdin = false }: Options, command) => {
      const client = connectAnonymously(context.io, globalOptions(command));
      const { protocol, hostname } = new URL(client.base);
      if (protocol === 'http:' && !isLoopback(hostname)) context.io.err(`warning: ${client.base} is not encrypted; the password can be read on its way`);
      if (username === undefined && !context.io.interactive) throw new Misuse('nobody can be asked here: use --username');
      const name = username ?? (await ask('username: '));
      const passwords = await passwordsOf(context, passwordStdin);
      const password = await passwords.current();
      const first = await client.post<LoginResponse>('/auth/login', { username: name, password });
      const { accessToken, expiresAt, user } = first.mustChangePassword ? await changePassword(client.base, first, password, passwords) : first;
      const file = new TokenStore(context.io.env).save(client.base, { accessToken, expiresAt, username: user.username });
      print(context.io, wantsJson(command), { user, expiresAt, file }, () => `signed in at ${client.base} as ${user.username} (${user.role}) until ${expiresAt}`);
    });
};
