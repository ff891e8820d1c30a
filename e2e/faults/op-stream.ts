import { randomUUID } from 'node:crypto';
import { applyOp, DEFAULT_SUBNET_BASE, type Maze, type Op } from '@decnet/domain';
import type { Seeded } from '../support/seeded.js';
import { FLAKY, NEVER } from './scripted-engine.js';

const MOST_DECKIES = 10;
const MOST_LANS = 6;

/**
 * Draws ops for one maze from the whole op table: most of them can be done, some are refused by a rule, some fail in the
 * engine once or for ever. It keeps a model of the maze only to choose well; what becomes of each op is judged elsewhere.
 */
export class OpStream {
  private made = 0;

  /** @param foreign subnets that belong to other mazes @param block second octet of the subnets that it names itself */
  constructor(private model: Maze, private readonly random: Seeded, private readonly block: number, private readonly foreign: readonly string[]) {}

  next(): Op {
    const op = this.draw();
    try {
      if (!neverRuns(op) && !this.isForeign(op)) this.model = applyOp(this.model, op, { newId: randomUUID, takenRanges: [], subnetBase: DEFAULT_SUBNET_BASE }).maze;
    } catch {
      // Refused: so it will be where it counts.
    }
    return op;
  }

  take(count: number): Op[] {
    return Array.from({ length: count }, () => this.next());
  }

  private draw(): Op {
    const { lans, deckies } = this.model;
    const kind = Math.floor(this.random.below(20));
    if (kind < 4 && deckies.length >= MOST_DECKIES) return { op: 'remove_decky', decky: this.decky() };
    if (kind === 4 && lans.length >= MOST_LANS) return { op: 'remove_lan', lan: this.innerLan() };
    switch (kind) {
      case 0: case 1: return { op: 'add_decky', lan: this.lan() };
      case 2: return { op: 'add_decky', name: this.name('decky'), lan: this.lan(), services: ['ssh', 'http'] };
      case 3: return { op: 'add_decky', name: this.name(FLAKY), lan: this.lan() };
      case 4: return this.random.below(2) < 1 ? { op: 'add_lan' } : { op: 'add_lan', name: this.name('lan') };
      case 5: return { op: 'add_decky', name: this.name(NEVER), lan: this.lan() };
      case 6: return { op: 'update_decky', decky: this.decky(), patch: { name: this.name('renamed') } };
      case 7: return { op: 'update_decky', decky: this.decky(), patch: { services: this.pick([['ssh'], ['http'], ['ssh', 'http']]) } };
      case 8: return { op: 'update_decky', decky: this.decky(), patch: { homeLan: this.lan() } };
      case 9: return { op: 'update_lan', lan: this.innerLan(), patch: { name: this.name('moved') } };
      case 10: return { op: 'update_lan', lan: this.innerLan(), patch: { subnet: `10.${this.block}.${(this.made += 1) % 256}.0/24` } };
      case 11: case 12: return { op: 'attach_decky', decky: this.decky(), lan: this.lan() };
      case 13: return { op: 'detach_decky', ...this.place() };
      case 14: return { op: 'update_edge', ...this.place(), patch: { isHome: true } };
      case 15: return { op: 'remove_decky', decky: this.decky() };
      case 16: return { op: 'remove_lan', lan: this.innerLan() };
      default: return this.refused();
    }
  }

  private refused(): Op {
    return this.pick<() => Op>([
      () => ({ op: 'remove_decky', decky: 'nobody' }),
      () => ({ op: 'add_lan', name: 'dmz' }),
      () => ({ op: 'add_decky', lan: this.lan(), ip: '203.0.113.9' }),
      () => ({ op: 'update_lan', lan: this.innerLan(), patch: { subnet: 'banana' } }),
      () => ({ op: 'add_lan', name: this.name('stolen'), subnet: this.foreign.length > 0 ? this.pick(this.foreign) : 'banana' }),
      // Nothing is wrong with this one, and nothing changes.
      () => ({ op: 'update_lan', lan: 'dmz', patch: { isDmz: true } }),
    ])();
  }

  private isForeign(op: Op): boolean {
    return op.op === 'add_lan' && op.subnet !== undefined && this.foreign.includes(op.subnet);
  }

  /** Where some decky stands. */
  private place(): { decky: string; lan: string } {
    const { edges, deckies, lans } = this.model;
    const edge = this.pick(edges);
    // By name: ids that the model chose are not those of the maze.
    const named = <T extends { id: string; name: string }>(items: readonly T[], id: string | undefined): string => items.find((item) => item.id === id)?.name ?? 'nobody';
    return { decky: named(deckies, edge?.deckyId), lan: named(lans, edge?.lanId) };
  }

  private decky(): string {
    return this.pick(this.model.deckies)?.name ?? 'nobody';
  }

  private lan(): string {
    return this.pick(this.model.lans).name;
  }

  /** The DMZ stays as it is: others are tempted to take its subnet. */
  private innerLan(): string {
    return this.pick(this.model.lans.filter(({ isDmz }) => !isDmz))?.name ?? 'nowhere';
  }

  private name(stem: string): string {
    return `${stem}-${(this.made += 1)}`;
  }

  private pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random.below(items.length))]!;
  }
}

/** Whether the engine can never do this. */
export function neverRuns(op: Op): boolean {
  return op.op === 'add_decky' && op.name?.startsWith(NEVER) === true;
}
