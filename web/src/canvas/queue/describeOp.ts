import type { DeckyPatch, EdgePatch, LanPatch, Op } from '@decnet/domain';

/** The name behind an id or a name; null when there is no such LAN or decky any more, or not yet. */
export type NameOf = (reference: string) => string | null;

const list = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`);

/** Each field of a patch as a fact; the compiler demands one for every field there is. */
const FACTS: { [Field in keyof Required<LanPatch & DeckyPatch & EdgePatch>]: (value: never, lan: (reference: string) => string) => string } = {
  name: (name: string) => `name ${name}`,
  subnet: (subnet: string) => `subnet ${subnet}`,
  isDmz: (isDmz: boolean) => (isDmz ? 'is the DMZ' : 'is not the DMZ'),
  archetype: (archetype: string) => `archetype ${archetype}`,
  services: (services: readonly string[]) => (services.length === 0 ? 'no services' : `services ${list(services)}`),
  serviceConfig: (config: object) => `settings of ${list(Object.keys(config))}`,
  isGateway: (isGateway: boolean) => (isGateway ? 'published on the host' : 'not published'),
  forwardsL3: (forwards: boolean) => (forwards ? 'routes between its LANs' : 'does not route'),
  homeLan: (reference: string, lan) => `home ${lan(reference)}`,
  ip: (ip: string) => `address ${ip}`,
  isHome: (isHome: boolean) => (isHome ? 'is its home' : 'is not its home'),
};

function factsOf(patch: LanPatch | DeckyPatch | EdgePatch, lan: (reference: string) => string): string {
  const facts = Object.entries(patch).filter(([field, value]) => Object.hasOwn(FACTS, field) && value !== undefined)
    .map(([field, value]) => FACTS[field as keyof typeof FACTS](value as never, lan));
  return facts.length === 0 ? 'nothing' : facts.join(', ');
}

/** "decky web-1", but not "decky decky-001"; without a name "a decky". */
function called(kind: string, name: string | undefined): string {
  if (name === undefined) return `a ${kind}`;
  return name.toLowerCase().startsWith(kind.toLowerCase()) ? name : `${kind} ${name}`;
}

/** One sentence for people. Names come from the maze; what is gone is called so. */
export function describeOp(op: Op, nameOf: NameOf): string {
  const lan = (reference: string): string => nameOf(reference) ?? 'a LAN that is gone';
  const decky = (reference: string): string => nameOf(reference) ?? 'a decky that is gone';
  const theLan = (reference: string): string => called('LAN', nameOf(reference) ?? undefined);
  const theDecky = (reference: string): string => called('decky', nameOf(reference) ?? undefined);
  const at = ({ ip }: { ip?: string }): string => (ip === undefined ? '' : ` at ${ip}`);
  switch (op.op) {
    case 'add_lan': return `Add ${called(op.isDmz ? 'DMZ' : 'LAN', op.name)}${op.subnet === undefined ? '' : `, ${op.subnet}`}`;
    case 'update_lan': return `Change ${theLan(op.lan)}: ${factsOf(op.patch, lan)}`;
    case 'remove_lan': return `Remove ${theLan(op.lan)}`;
    case 'add_decky': return `Add ${called('decky', op.name)}${op.lan === null ? ' without a LAN' : ` to ${lan(op.lan)}${at(op)}`}`;
    case 'update_decky': return `Change ${theDecky(op.decky)}: ${factsOf(op.patch, lan)}`;
    case 'remove_decky': return `Remove ${theDecky(op.decky)}`;
    case 'attach_decky': return `Attach ${decky(op.decky)} to ${lan(op.lan)}${at(op)}${op.isHome ? ', as its home' : ''}`;
    case 'update_edge': return `Change ${decky(op.decky)} in ${lan(op.lan)}: ${factsOf(op.patch, lan)}`;
    case 'detach_decky': return `Detach ${decky(op.decky)} from ${lan(op.lan)}`;
  }
}

/** What can be said while only the kind of a change is known. */
export const OP_KINDS: Record<Op['op'], string> = {
  add_lan: 'Add a LAN', update_lan: 'Change a LAN', remove_lan: 'Remove a LAN',
  add_decky: 'Add a decky', update_decky: 'Change a decky', remove_decky: 'Remove a decky',
  attach_decky: 'Attach a decky to a LAN', update_edge: 'Change how a decky stands in a LAN', detach_decky: 'Detach a decky from a LAN',
};
