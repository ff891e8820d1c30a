import { SubnetClaimEntity } from '../entities/subnet-claim.entity.js';
import { lockRow } from '../sql/lock-row.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders } from '../sql/table.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import type { AddressRange, ClaimedRange, LanRange } from './types.js';

interface RangeRow { first: number; last: number }

/** Which maze owns which addresses. Choosing and claiming are one transaction: lock, look at what is taken, claim. */
export class ClaimStore {
  constructor(private readonly sql: SqlSession) {}

  /** Makes every other allocation wait until this unit of work ends. In a unit that also writes an existing maze, bump that first. */
  async lock(tx: Tx): Promise<void> {
    const transaction = Transaction.of(tx);
    await lockRow(transaction, 'subnets', 1);
    transaction.holdsSubnets = true;
  }

  /** Claimed ranges sorted by their first address, those of `exceptTopologyId` left out. */
  async taken(tx?: Tx, exceptTopologyId?: string): Promise<AddressRange[]> {
    const where = exceptTopologyId === undefined ? '' : ' WHERE topology_id <> ?';
    const rows = await this.sql.executor(tx).query<RangeRow>(
      `SELECT first, last FROM subnet_claims${where} ORDER BY first, last`, exceptTopologyId === undefined ? [] : [exceptTopologyId]);
    return rows.map((row) => [row.first, row.last]);
  }

  /** The same with their owners, for messages to people. */
  async owners(tx?: Tx, exceptTopologyId?: string): Promise<ClaimedRange[]> {
    const where = exceptTopologyId === undefined ? '' : ' WHERE c.topology_id <> ?';
    const rows = await this.sql.executor(tx).query<RangeRow & { topology_id: string; lan_id: string; name: string }>(
      `SELECT c.topology_id, c.lan_id, c.first, c.last, t.name FROM subnet_claims c JOIN topologies t ON t.id = c.topology_id${where} ORDER BY c.first, c.last`,
      exceptTopologyId === undefined ? [] : [exceptTopologyId]);
    return rows.map((row) => ({ topologyId: row.topology_id, topologyName: row.name, lanId: row.lan_id, range: [row.first, row.last] }));
  }

  /**
   * Makes ranges the LANs' own, in place of what those LANs had. A range that overlaps another maze's is not claimed, and that LAN has none then:
   * no two mazes ever own one address.
   * @returns the LANs that were refused
   * @throws Error when the unit of work has not called {@link lock}
   */
  async claim(tx: Tx, topologyId: string, lans: readonly LanRange[]): Promise<LanRange[]> {
    const transaction = Transaction.of(tx);
    if (!transaction.holdsSubnets) throw new Error('ranges are claimed under claims.lock(tx) only');
    const { free, refused } = partition(lans, await this.taken(tx, topologyId));
    const held = await this.heldBy(transaction, topologyId);
    const changed = free.filter((lan) => !same(held.get(lan.lanId), lan));
    const outdated = [...changed, ...refused].filter((lan) => held.has(lan.lanId));
    for (const some of chunks(outdated, 500)) {
      await transaction.execute(
        `DELETE FROM subnet_claims WHERE topology_id = ? AND lan_id IN (${placeholders(some.length)})`, [topologyId, ...some.map((lan) => lan.lanId)]);
    }
    await this.sql.table(SubnetClaimEntity).insert(transaction, changed.map(({ lanId, first, last }) => ({ topologyId, lanId, first, last })));
    for (const lan of free) transaction.claimedLans.add(lan.lanId);
    return refused;
  }

  /** Gives up what was claimed for a LAN, or kept under another id until it is one's. */
  async giveUp(tx: Tx, topologyId: string, lanId: string): Promise<void> {
    await Transaction.of(tx).execute('DELETE FROM subnet_claims WHERE topology_id = ? AND lan_id = ?', [topologyId, lanId]);
  }

  /** Gives up all ranges of a maze. */
  async release(tx: Tx, topologyId: string): Promise<void> {
    await Transaction.of(tx).execute('DELETE FROM subnet_claims WHERE topology_id = ?', [topologyId]);
  }

  private async heldBy(sql: Transaction, topologyId: string): Promise<Map<string, RangeRow>> {
    const rows = await sql.query<RangeRow & { lan_id: string }>('SELECT lan_id, first, last FROM subnet_claims WHERE topology_id = ?', [topologyId]);
    return new Map(rows.map((row) => [row.lan_id, row]));
  }
}

function same(held: RangeRow | undefined, lan: LanRange): boolean {
  return held?.first === lan.first && held.last === lan.last;
}

/** One sweep: which ranges meet none of `taken` (sorted, disjoint). */
function partition(lans: readonly LanRange[], taken: readonly AddressRange[]): { free: LanRange[]; refused: LanRange[] } {
  const free: LanRange[] = [];
  const refused: LanRange[] = [];
  let next = 0;
  for (const lan of [...lans].sort((a, b) => a.first - b.first)) {
    while (next < taken.length && taken[next]![1] < lan.first) next += 1;
    const range = taken[next];
    (range && range[0] <= lan.last ? refused : free).push(lan);
  }
  return { free, refused };
}
