import { AddressAllocator, formatIp, gatewayOf, parseCidr, parseIp, type Edge, type Lan, type Maze, type Op } from '@decnet/domain';

function fits(ip: string, subnet: string): boolean {
  const [cidr, address] = [parseCidr(subnet), parseIp(ip)];
  return cidr !== null && address !== null && address > gatewayOf(cidr) && address < cidr.last;
}

/** The same place in the new subnet where there is one, so that `.7` stays `.7`. */
function sameSeat(ip: string, from: string, to: string): string | null {
  const address = parseIp(ip);
  const [before, after] = [parseCidr(from), parseCidr(to)];
  if (address === null || before === null || after === null) return null;
  const moved = after.first + (address - before.first);
  return moved > gatewayOf(after) && moved < after.last ? formatIp(moved) : null;
}

function addressesIn(members: readonly Edge[], { subnet: from }: Lan, to: string): Map<string, string> {
  const kept = new Map(members.flatMap(({ id, ip }): [string, string][] => {
    const seat = sameSeat(ip, from, to);
    return seat === null ? [] : [[id, seat]];
  }));
  const free = new AddressAllocator(to, kept.values());
  return new Map(members.map(({ id }) => [id, kept.get(id) ?? free.next()]));
}

/** Who would have to take another address if the LAN had this subnet. */
export function movedBy({ edges }: Maze, lan: Lan, subnet: string): number {
  return parseCidr(subnet) === null ? 0 : edges.filter((edge) => edge.lanId === lan.id && !fits(edge.ip, subnet)).length;
}

/**
 * Gives a LAN another subnet, and to those that stand in it addresses there. Each op must keep the rules, so whoever cannot keep the address leaves
 * the LAN and comes back.
 * @throws DomainError POOL_EXHAUSTED when the new one is too small
 */
export function renumber(maze: Maze, lan: Lan, subnet: string): Op[] {
  const change: Op = { op: 'update_lan', lan: lan.id, patch: { subnet } };
  if (parseCidr(subnet) === null || movedBy(maze, lan, subnet) === 0) return [change];
  const members = maze.edges.filter((edge) => edge.lanId === lan.id);
  const addresses = addressesIn(members, lan, subnet);
  return [
    ...members.map((edge): Op => ({ op: 'detach_decky', decky: edge.deckyId, lan: lan.id })),
    change,
    ...members.map((edge): Op => ({ op: 'attach_decky', id: edge.id, decky: edge.deckyId, lan: lan.id, ip: addresses.get(edge.id), isHome: edge.isHome })),
  ];
}
