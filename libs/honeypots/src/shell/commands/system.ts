import { options, type Command, type CommandTable } from '../command.js';

const uname: Command = ({ args, shell, out, err }) => {
  const { os, hostname } = shell.machine.persona;
  const { flags, long, rest } = options(args);
  const known = 'asnrvmpio';
  const unknown = [...flags].find((flag) => !known.includes(flag));
  if (unknown !== undefined || rest.length > 0) {
    err(unknown === undefined ? `uname: extra operand ‘${rest[0]}’\n` : `uname: invalid option -- '${unknown}'\n`);
    err("Try 'uname --help' for more information.\n");
    return 1;
  }
  const all = flags.has('a') || long.includes('all');
  const isUbuntu = os.id === 'ubuntu';
  const parts: readonly (readonly [flag: string, text: string, inAll: boolean])[] = [
    ['s', 'Linux', true], ['n', hostname, true], ['r', os.kernel, true], ['v', os.build, true], ['m', 'x86_64', true],
    ['p', isUbuntu ? 'x86_64' : 'unknown', isUbuntu], ['i', isUbuntu ? 'x86_64' : 'unknown', isUbuntu], ['o', 'GNU/Linux', true],
  ];
  const shown = parts.filter(([flag, , inAll]) => (all ? inAll : flags.has(flag) || (flag === 's' && flags.size === 0)));
  out(`${shown.map(([, text]) => text).join(' ')}\n`);
  return 0;
};

const hostname: Command = ({ args, shell, out, err }) => {
  const { persona, interfaces } = shell.machine;
  const { flags, rest } = options(args);
  if (rest.length > 0) {
    err('hostname: you must be root to change the host name\n');
    return 1;
  }
  out(flags.has('I') || flags.has('i') ? `${flags.has('i') ? '127.0.1.1' : interfaces.map(({ ip }) => `${ip} `).join('')}\n` : `${persona.hostname}\n`);
  return 0;
};

const env: Command = ({ shell, out }) => {
  for (const [name, value] of shell.env) out(`${name}=${value}\n`);
  out('_=/usr/bin/env\n');
  return 0;
};

export const systemCommands: CommandTable = { uname, hostname, env, printenv: env };
