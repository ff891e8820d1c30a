import { AddressAllocator } from '../../allocation/addresses.js';
import { SubnetAllocator } from '../../allocation/subnets.js';
import type { OpContext } from '../ops/types.js';
import type { Decky, Edge, Lan } from '../types.js';
import type { Outfit } from './outfit.js';

/** Puts a maze together; LANs are named by their place in it. */
export class MazeBuilder {
  readonly maze: { lans: Lan[]; deckies: Decky[]; edges: Edge[] } = { lans: [], deckies: [], edges: [] };
  private readonly subnets: SubnetAllocator;
  private readonly addresses: AddressAllocator[] = [];
  private readonly residentsOf: Decky[][] = [];
  /** Deckies that stand in two LANs or more: whether they forward was decided when they came to. */
  private readonly bridges = new Set<Decky>();

  constructor(subnetBase: string, private readonly context: OpContext) {
    this.subnets = new SubnetAllocator(subnetBase, context.takenRanges, undefined, 'subnetBase');
  }

  /** The first one is the DMZ. @throws DomainError POOL_EXHAUSTED */
  addLan(): void {
    const { lans } = this.maze;
    const subnet = this.subnets.next();
    const name = `lan-${String(lans.length).padStart(2, '0')}`;
    lans.push({ id: this.context.newId(), name, subnet, isDmz: lans.length === 0, x: null, y: null, width: null, height: null });
    this.addresses.push(new AddressAllocator(subnet));
    this.residentsOf.push([]);
  }

  addDecky(lan: number, { archetype, services }: Outfit, { isGateway, forwardsL3 } = { isGateway: false, forwardsL3: false }): void {
    const { deckies } = this.maze;
    const name = `decky-${String(deckies.length + 1).padStart(3, '0')}`;
    const decky = { id: this.context.newId(), name, archetype, services, serviceConfig: {}, isGateway, forwardsL3, x: null, y: null };
    deckies.push(decky);
    this.residentsOf[lan]!.push(decky);
    this.attach(decky, lan, true);
  }

  /** Deckies at home in a LAN. */
  residents(lan: number): readonly Decky[] {
    return this.residentsOf[lan]!;
  }

  /** Attaches a decky to one more LAN; the first time, it becomes a bridge, which forwards or not. */
  join(decky: Decky, lan: number, forwards: boolean): void {
    if (!this.bridges.has(decky)) decky.forwardsL3 = forwards;
    this.bridges.add(decky);
    this.attach(decky, lan, false);
  }

  private attach({ id: deckyId }: Decky, lan: number, isHome: boolean): void {
    const ip = this.addresses[lan]!.next();
    this.maze.edges.push({ id: this.context.newId(), deckyId, lanId: this.maze.lans[lan]!.id, ip, isHome });
  }
}
