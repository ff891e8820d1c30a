import type { Command, CommandTable } from '../command.js';
import { options } from '../command.js';

const id: Command = ({ args, shell, out, err }) => {
  const { flags, rest } = options(args);
  const account = rest[0] === undefined ? shell.account : shell.machine.accounts.find(({ name }) => name === rest[0]);
  if (!account) {
    err(`id: ‘${rest[0]}’: no such user\n`);
    return 1;
  }
  const { name, uid, gid, groups } = account;
  if (flags.has('u')) out(`${flags.has('n') ? name : uid}\n`);
  else if (flags.has('g')) out(`${flags.has('n') ? name : gid}\n`);
  else {
    const ids: Readonly<Record<string, number>> = { sudo: 27, adm: 4 };
    out(`uid=${uid}(${name}) gid=${gid}(${name}) groups=${groups.map((group) => `${ids[group] ?? gid}(${group})`).join(',')}\n`);
  }
  return 0;
};

export const accountCommands: CommandTable = {
  id,
  whoami: ({ shell, out }) => {
    out(`${shell.account.name}\n`);
    return 0;
  },
};
