import { options, type Command, type CommandTable } from '../command.js';
import { uptime, type Machine } from '../machine.js';
import type { Shell } from '../shell.js';
import { processesOf, type Process } from '../process-list.js';

const DAY = 86_400;

function clockOf(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}

function uptimeLine(shell: Shell): string {
  const { machine } = shell;
  const seconds = uptime(machine);
  const [days, hours, minutes] = [Math.floor(seconds / DAY), Math.floor((seconds % DAY) / 3_600), Math.floor((seconds % 3_600) / 60)];
  const day = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  const rest = hours === 0 ? `${minutes} min` : `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}`;
  return ` ${clockOf(machine.clock.now())} up ${day}${rest},  1 user,  load average: 0.02, 0.04, 0.00\n`;
}

const w: Command = ({ shell, out }) => {
  const { login } = shell;
  out(uptimeLine(shell));
  out('USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n');
  if (login.terminal !== null) {
    out(`${login.user.slice(0, 8).padEnd(8)} ${login.terminal.slice(5).padEnd(8)} ${login.from.padEnd(16)} ${clockOf(login.since).slice(0, 5)}    0.00s  0.03s  0.00s w\n`);
  }
  return 0;
};

const ps: Command = ({ args, shell, out }) => {
  const isFull = args.some((arg) => /^-?[a-z]*[ex]/.test(arg) || arg.includes('aux') || arg === '-A');
  const { flags } = options(args);
  const processes = processesOf(shell).filter(({ terminal }) => isFull || terminal === shell.login.terminal);
  if (args[0]?.includes('u')) out(userFormat(processes, shell.machine));
  else if (flags.has('f')) out(fullFormat(processes));
  else out(`    PID TTY          TIME CMD\n${processes.map((process) => `${String(process.pid).padStart(7)} ${terminalName(process).padEnd(8)} 00:00:00 ${process.command.replace(/^\[|\]$/g, '').split(/[ :]/)[0]!.split('/').at(-1)}\n`).join('')}`);
  return 0;
};

function terminalName({ terminal }: Process): string {
  return terminal === null ? '?' : terminal.slice(5);
}

function userFormat(processes: readonly Process[], { persona }: Machine): string {
  const boot = new Date(persona.bootedAt).toUTCString().slice(5, 11).split(' ').reverse().join('');
  return `USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n${processes.map((process) => (
    `${process.user.padEnd(8)} ${String(process.pid).padStart(7)}  0.0  ${process.memory === 0 ? '0.0' : '0.3'} ${String(process.memory * 12).padStart(6)} ${String(process.memory).padStart(5)} ${terminalName(process).padEnd(8)} ${process.state.padEnd(4)} ${process.started ?? boot}   0:00 ${process.command}\n`
  )).join('')}`;
}

function fullFormat(processes: readonly Process[]): string {
  return `UID          PID    PPID  C STIME TTY          TIME CMD\n${processes.map((process) => (
    `${process.user.padEnd(8)} ${String(process.pid).padStart(7)} ${String(process.parent).padStart(7)}  0 ${process.started ?? 'Jan01'} ${terminalName(process).padEnd(8)} 00:00:00 ${process.command}\n`
  )).join('')}`;
}

export const processCommands: CommandTable = {
  ps,
  w,
  uptime: ({ shell, out }) => {
    out(uptimeLine(shell));
    return 0;
  },
};
