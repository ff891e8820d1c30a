import {
  lanDistances, NAME_PATTERN, nextIp, nextSubnet, parseCidr, type AddressSpan, type Decky, type Issue, type IssueCode, type Lan, type Maze, type Op, type OpContext,
} from '@decnet/domain';
import { renumber } from '../inspector/renumber';

/** What certainly ends a problem, as one gesture. */
export interface Fix { label: string; ops: Op[] }
type Fixer = (issue: Issue, maze: Maze, context: OpContext) => Fix | null;

const lanOf = ({ lans }: Maze, id: string | null): Lan | undefined => lans.find((lan) => lan.id === id);
const deckyOf = ({ deckies }: Maze, id: string | null): Decky | undefined => deckies.find((decky) => decky.id === id);
const addressesIn = ({ edges }: Maze, lanId: string): string[] => edges.filter((edge) => edge.lanId === lanId).map(({ ip }) => ip);
const onlyOne = <T>(list: readonly T[]): T | null => (list.length === 1 ? list[0] ?? null : null);

const anotherAddress: Fixer = ({ target }, maze) => {
  const edge = maze.edges.find(({ id }) => id === target.id);
  const lan = lanOf(maze, edge?.lanId ?? null);
  if (edge === undefined || lan === undefined) return null;
  const ip = nextIp(lan.subnet, addressesIn(maze, lan.id));
  return { label: `Give it ${ip}`, ops: [{ op: 'update_edge', decky: edge.deckyId, lan: lan.id, patch: { ip } }] };
};

/** `web` becomes `web-2`, `lan-01` becomes `lan-02`; what is no name becomes one. */
function freeNameLike(wanted: string, taken: ReadonlySet<string>): string {
  const clean = wanted.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+/, '').slice(0, 31) || 'unnamed';
  if (!taken.has(clean)) return clean;
  const [, stem = clean, digits = '1'] = /^(.*?)(?:-(\d+))?$/.exec(clean.slice(0, 26)) ?? [];
  for (let n = Number(digits) + 1; ; n += 1) {
    const name = `${stem}-${String(n).padStart(digits.length, '0')}`;
    if (!taken.has(name)) return name;
  }
}

const anotherName: Fixer = ({ target }, maze) => {
  const row = lanOf(maze, target.id) ?? deckyOf(maze, target.id);
  if (row === undefined) return null;
  const isLan = target.kind === 'lan';
  const name = freeNameLike(row.name, new Set((isLan ? maze.lans : maze.deckies).map((one) => one.name)));
  if (!NAME_PATTERN.test(name)) return null;
  const op: Op = isLan ? { op: 'update_lan', lan: row.id, patch: { name } } : { op: 'update_decky', decky: row.id, patch: { name } };
  return { label: `Rename to ${name}`, ops: [op] };
};

const anotherSubnet: Fixer = ({ target }, maze, { takenRanges, subnetBase }) => {
  const lan = lanOf(maze, target.id);
  if (lan === undefined) return null;
  const own = maze.lans.flatMap(({ subnet }): AddressSpan[] => {
    const cidr = parseCidr(subnet);
    return cidr === null ? [] : [[cidr.first, cidr.last]];
  });
  const subnet = nextSubnet(subnetBase, [...takenRanges, ...own].sort((a, b) => a[0] - b[0]), parseCidr(lan.subnet)?.prefix ?? 24);
  return { label: `Give it ${subnet}`, ops: renumber(maze, lan, subnet) };
};

/** LANs in which a published decky is at home: meant to be where intruders come in. */
function entries(maze: Maze): Lan[] {
  const published = new Set(maze.deckies.filter(({ isGateway }) => isGateway).map(({ id }) => id));
  const homes = new Set(maze.edges.filter(({ isHome, deckyId }) => isHome && published.has(deckyId)).map(({ lanId }) => lanId));
  return maze.lans.filter(({ id }) => homes.has(id));
}

const oneDmz: Fixer = (_issue, maze) => {
  const named = maze.lans.filter(({ name }) => ['dmz', 'lan-00'].includes(name));
  const lan = onlyOne(maze.lans) ?? onlyOne(entries(maze)) ?? onlyOne(named);
  return lan === null ? null : { label: `Make ${lan.name} the DMZ`, ops: [{ op: 'update_lan', lan: lan.id, patch: { isDmz: true } }] };
};

const onlyDmz: Fixer = ({ target }, maze) => {
  const lan = lanOf(maze, target.id);
  if (lan === undefined) return null;
  const others = maze.lans.filter(({ id, isDmz }) => isDmz && id !== lan.id);
  return { label: `Keep ${lan.name} as the only DMZ`, ops: others.map((other): Op => ({ op: 'update_lan', lan: other.id, patch: { isDmz: false } })) };
};

/** Certain only when there is one LAN to reach and one decky to reach it from: else which bridge it is to be is the user's to say. */
const bridged: Fixer = ({ target }, maze) => {
  const distances = lanDistances(maze);
  const lan = lanOf(maze, target.id);
  const near = onlyOne(maze.lans.filter(({ id }) => (distances.get(id) ?? maze.lans.length) < maze.lans.length));
  const edge = onlyOne(maze.edges.filter((one) => one.lanId === lan?.id));
  const decky = deckyOf(maze, edge?.deckyId ?? null);
  if (lan === undefined || near === null || decky === undefined) return null;
  return {
    label: `Bridge it to ${near.name} by ${decky.name}`,
    ops: [{ op: 'attach_decky', decky: decky.id, lan: near.id }, { op: 'update_decky', decky: decky.id, patch: { forwardsL3: true } }],
  };
};

const housed: Fixer = ({ target }, maze) => {
  const [lan, decky] = [onlyOne(maze.lans), deckyOf(maze, target.id)];
  if (lan === null || decky === undefined) return null;
  return { label: `Put it into ${lan.name} at ${nextIp(lan.subnet, addressesIn(maze, lan.id))}`, ops: [{ op: 'attach_decky', decky: decky.id, lan: lan.id, isHome: true }] };
};

const unpublished: Fixer = ({ target }, maze) => {
  const decky = deckyOf(maze, target.id);
  if (decky === undefined || target.field !== 'isGateway') return null;
  return { label: `Do not publish ${decky.name}`, ops: [{ op: 'update_decky', decky: decky.id, patch: { isGateway: false } }] };
};

const withoutUnknown: Fixer = ({ target }, maze) => {
  const decky = deckyOf(maze, target.id);
  const [what, slug, setting] = target.field?.split('.') ?? [];
  if (decky === undefined || what !== 'serviceConfig' || slug === undefined) return null;
  const { [slug]: config = {}, ...others } = decky.serviceConfig;
  const { [setting ?? '']: _wrong, ...rest } = config;
  const serviceConfig = setting === undefined ? others : { ...others, [slug]: rest };
  return { label: setting === undefined ? `Forget what is set for ${slug}` : `Clear ${setting} of ${slug}`, ops: [{ op: 'update_decky', decky: decky.id, patch: { serviceConfig } }] };
};

const FIXERS: Partial<Record<IssueCode, Fixer>> = {
  IP_MALFORMED: anotherAddress, IP_OUT_OF_SUBNET: anotherAddress, IP_RESERVED: anotherAddress, IP_COLLISION: anotherAddress,
  NAME_MALFORMED: anotherName, LAN_NAME_DUP: anotherName, DECKY_NAME_DUP: anotherName,
  SUBNET_MALFORMED: anotherSubnet, SUBNET_OVERLAP: anotherSubnet, SUBNET_TAKEN: anotherSubnet,
  DMZ_MISSING: oneDmz, DMZ_MULTIPLE: onlyDmz, DMZ_ORPHAN: bridged, DECKY_ORPHAN: housed,
  GATEWAY_NOT_IN_DMZ: unpublished, PORT_CONFLICT: unpublished, SERVICE_CFG_UNDECLARED: withoutUnknown, SERVICE_CFG_INVALID: withoutUnknown,
};

/** What would end this problem, where there is but one way; null where the user must decide, or where nothing is left to give. */
export function fixOf(issue: Issue, maze: Maze, context: OpContext): Fix | null {
  try {
    return FIXERS[issue.code]?.(issue, maze, context) ?? null;
  } catch {
    // No free address or subnet is left: then there is no certain way.
    return null;
  }
}
