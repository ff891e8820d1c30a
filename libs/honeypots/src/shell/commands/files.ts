import { options, type Command, type CommandTable, type Invocation } from '../command.js';
import { FileError } from '../files/file-system.js';
import { sizeOf, type FsNode } from '../files/node.js';

interface Listed { name: string; node: FsNode }
interface Style { all: boolean; long: boolean; human: boolean; self: boolean; single: boolean; columns: number | null; now: number }

const ls: Command = ({ args, shell, columns, out, err }) => {
  const { flags, rest } = options(args);
  const style: Style = {
    all: flags.has('a'), long: flags.has('l'), human: flags.has('h'), self: flags.has('d'), single: flags.has('1') || columns === null, columns, now: shell.machine.clock.now(),
  };
  const [files, directories]: [Listed[], string[]] = [[], []];
  let status = 0;
  for (const path of rest.length > 0 ? rest : ['.']) {
    try {
      const node = shell.files.node(shell.files.absolute(path, shell.cwd), !style.long && !style.self);
      if (node.kind === 'directory' && !style.self) directories.push(path);
      else files.push({ name: path, node });
    } catch (error) {
      status = complain(error, err, `ls: cannot access '${path}'`, 2);
    }
  }
  if (files.length > 0) out(show(files, style));
  for (const [index, path] of directories.entries()) {
    if (rest.length > 1) out(`${index > 0 || files.length > 0 ? '\n' : ''}${path}:\n`);
    try {
      out(directory(shell, path, style));
    } catch (error) {
      status = complain(error, err, `ls: cannot open directory '${path}'`, 2);
    }
  }
  return status;
};

function directory(shell: Invocation['shell'], path: string, style: Style): string {
  const absolute = shell.files.absolute(path, shell.cwd);
  const names = shell.files.list(absolute).filter((name) => style.all || !name.startsWith('.'));
  const listed = [...(style.all ? ['.', '..'] : []), ...names].map((name) => ({ name, node: shell.files.node(shell.files.absolute(name, absolute), name.startsWith('.') && names.indexOf(name) < 0) }));
  const total = listed.reduce((sum, { node }) => sum + Math.ceil(sizeOf(node) / 4_096) * 4, 0);
  return (style.long ? `total ${total}\n` : '') + show(listed, style);
}

function show(listed: readonly Listed[], style: Style): string {
  if (style.long) return longLines(listed, style);
  if (style.single) return listed.map(({ name }) => `${name}\n`).join('');
  return inColumns(listed.map(({ name }) => name), style.columns ?? 80);
}

function longLines(listed: readonly Listed[], { human, now }: Style): string {
  const rows = listed.map(({ name, node }) => ({
    name: node.kind === 'link' ? `${name} -> ${node.target}` : name,
    mode: modeText(node), links: node.kind === 'directory' ? '2' : '1', owner: node.owner, group: node.group,
    size: human ? humanSize(sizeOf(node)) : String(sizeOf(node)), time: timeText(node.modified, now),
  }));
  const width = (field: 'links' | 'owner' | 'group' | 'size'): number => Math.max(0, ...rows.map((row) => row[field].length));
  const [links, owner, group, size] = [width('links'), width('owner'), width('group'), width('size')];
  return rows.map((row) => (
    `${row.mode} ${row.links.padStart(links)} ${row.owner.padEnd(owner)} ${row.group.padEnd(group)} ${row.size.padStart(size)} ${row.time} ${row.name}\n`
  )).join('');
}

function modeText({ kind, mode }: FsNode): string {
  const letters = 'rwxrwxrwx';
  const bits = [...letters].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-'));
  if (mode & 0o1000) bits[8] = bits[8] === 'x' ? 't' : 'T';
  return { file: '-', directory: 'd', link: 'l' }[kind] + bits.join('');
}

function humanSize(bytes: number): string {
  if (bytes < 1_024) return String(bytes);
  const units = ['K', 'M', 'G'];
  let [value, unit] = [bytes / 1_024, 0];
  for (; value >= 1_024 && unit < units.length - 1; unit += 1) value /= 1_024;
  return (value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value))) + units[unit];
}

/** As `ls -l` does: the time of day for the last half year, the year for what is older. */
function timeText(modified: number, now: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\d+:\d+)/.exec(new Date(modified).toUTCString())!;
  const isRecent = modified <= now && now - modified < 15_778_476_000;
  return `${month} ${String(Number(day)).padStart(2)} ${isRecent ? time : ` ${year}`}`;
}

function inColumns(names: readonly string[], columns: number): string {
  if (names.length === 0) return '';
  for (let rows = 1; ; rows += 1) {
    const widths = Array.from({ length: Math.ceil(names.length / rows) }, (_, column) => Math.max(...names.slice(column * rows, (column + 1) * rows).map(({ length }) => length)) + 2);
    if (rows < names.length && widths.reduce((sum, width) => sum + width, 0) - 2 > columns) continue;
    return Array.from({ length: rows }, (_, row) => (
      `${widths.map((width, column) => (names[column * rows + row] ?? '').padEnd(width)).join('').trimEnd()}\n`
    )).join('');
  }
}

const cat: Command = ({ args, stdin, shell, out, err }) => {
  const { rest } = options(args);
  let status = 0;
  for (const path of rest.length > 0 ? rest : ['-']) {
    try {
      out(path === '-' ? stdin : shell.files.read(shell.files.absolute(path, shell.cwd)));
    } catch (error) {
      status = complain(error, err, `cat: ${path}`, 1);
    }
  }
  return status;
};

function complain(error: unknown, err: (text: string) => void, what: string, status: number): number {
  if (!(error instanceof FileError)) throw error;
  err(`${what}: ${error.reason}\n`);
  return status;
}

export const fileCommands: CommandTable = { ls, cat };
