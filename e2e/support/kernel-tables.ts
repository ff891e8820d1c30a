import { readdirSync, readFileSync } from 'node:fs';
import { formatIp, parseCidr, parseIp } from '@decnet/domain';

/** State of a socket that waits for peers, by protocol. */
const WAITING = { tcp: '0A', udp: '07' } as const;

/** What the kernel says listens within that range, as `protocol address:port`, sorted. Needs Linux. */
export function listenersIn(cidr: string): string[] {
  const { first, last } = parseCidr(cidr)!;
  const inside = (address: string): boolean => parseIp(address)! >= first && parseIp(address)! <= last;
  return Object.entries(WAITING).flatMap(([protocol, state]) => (
    socketsOf(`/proc/net/${protocol}`, state).filter(({ address }) => inside(address)).map(({ address, port }) => `${protocol} ${address}:${port}`)
  )).sort();
}

/** Lines are `sl local_address rem_address st …`; an address is its bytes in the machine's order, in hex. */
function socketsOf(path: string, state: string): { address: string; port: number }[] {
  const rows = readFileSync(path, 'latin1').split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  return rows.filter(([, , , st]) => st === state).map(([, local = '']) => {
    const [hex = '', port = ''] = local.split(':');
    return { address: formatIp(Buffer.from(hex, 'hex').readUInt32LE()), port: Number.parseInt(port, 16) };
  });
}

/** Whether a process runs; one that is dead and whose parent has not asked yet does not. */
export function isRunning(pid: number): boolean {
  const [state] = statOf(pid) ?? ['X'];
  return !['Z', 'X'].includes(state!);
}

/** Processes that this one has started and that run. */
export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((pid) => Number(statOf(pid)?.[1]) === parent && isRunning(pid));
}

/** State and parent come first, after a name that may hold anything; null when there is no such process. */
function statOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
