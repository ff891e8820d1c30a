import type { Command, CommandTable } from '../command.js';
import { FileError } from '../files/file-system.js';

const cd: Command = ({ args, shell, out, err }) => {
  const [target] = args.filter((arg) => arg !== '--');
  if (args.length > 1 && args[0] !== '--') {
    err('bash: cd: too many arguments\n');
    return 1;
  }
  const path = target === undefined ? shell.env.get('HOME') ?? '/' : target === '-' ? shell.env.get('OLDPWD') : target;
  if (path === undefined) {
    err('bash: cd: OLDPWD not set\n');
    return 1;
  }
  const next = shell.files.absolute(path, shell.cwd);
  try {
    shell.files.enter(next);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    err(`bash: cd: ${path}: ${error.reason}\n`);
    return 1;
  }
  shell.env.set('OLDPWD', shell.cwd);
  shell.env.set('PWD', next);
  shell.cwd = next;
  if (target === '-') out(`${next}\n`);
  return 0;
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v', '\\': '\\' };

const echo: Command = ({ args, out }) => {
  let [index, newline, interpret] = [0, true, false];
  for (; /^-[neE]+$/.test(args[index] ?? ''); index += 1) {
    for (const flag of args[index]!.slice(1)) {
      if (flag === 'n') newline = false;
      else interpret = flag === 'e';
    }
  }
  const text = args.slice(index).join(' ');
  const shown = interpret
    ? text.replace(/\\(?:x([0-9a-fA-F]{1,2})|0([0-7]{0,3})|([ntrabefv\\]))/g, (_, hex?: string, octal?: string, letter?: string) => (
      letter === undefined ? String.fromCharCode(Number.parseInt(hex ?? (octal || '0'), hex === undefined ? 8 : 16) & 255) : ESCAPES[letter]!
    ))
    : text;
  out(shown + (newline ? '\n' : ''));
  return 0;
};

const exit: Command = ({ args, shell, err }) => {
  const [status] = args;
  shell.exited = true;
  if (status === undefined) return shell.status;
  if (!/^-?\d{1,9}$/.test(status)) {
    err(`bash: exit: ${status}: numeric argument required\n`);
    return 2;
  }
  return Number(status) & 255;
};

const assign: Command = ({ args, shell, out }) => {
  if (args.length === 0) for (const [name, value] of [...shell.env].sort(([a], [b]) => (a < b ? -1 : 1))) out(`declare -x ${name}="${value}"\n`);
  for (const arg of args) {
    const at = arg.indexOf('=');
    if (at > 0) shell.set(arg.slice(0, at), arg.slice(at + 1));
  }
  return 0;
};

const history: Command = ({ args, shell, out }) => {
  if (args[0] === '-c') {
    shell.history.length = 0;
    return 0;
  }
  const count = /^\d{1,6}$/.test(args[0] ?? '') ? Number(args[0]) : shell.history.length;
  const first = Math.max(0, shell.history.length - count);
  shell.history.slice(first).forEach((line, index) => out(`${String(first + index + 1).padStart(5)}  ${line}\n`));
  return 0;
};

export const shellCommands: CommandTable = {
  cd,
  echo,
  exit,
  logout: exit,
  history,
  export: assign,
  unset: ({ args, shell }) => {
    for (const arg of args) shell.env.delete(arg);
    return 0;
  },
  pwd: ({ shell, out }) => {
    out(`${shell.cwd}\n`);
    return 0;
  },
  true: () => 0,
  ':': () => 0,
  false: () => 1,
};
