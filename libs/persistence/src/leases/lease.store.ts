import type { TopologyStatus } from '@decnet/domain';
import { notFound } from '../mazes/bump.js';
import type { SqlSession } from '../sql/session.js';
import { Transaction } from '../unit-of-work/transaction.js';
import type { Tx } from '../unit-of-work/types.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { MazeWork } from './types.js';

/** Who works on a maze. Every claim has an epoch, and every write of its holder demands it: a late owner changes nothing. */
export class LeaseStore {
  constructor(private readonly sql: SqlSession, private readonly unitOfWork: UnitOfWork) {}

  /** Claims a maze of that engine host, when nobody's lease on it still runs. */
  async claim(topologyId: string, owner: string, leaseMs: number, engineHost: string): Promise<{ epoch: number } | null> {
    const { now, nowPlus } = this.sql.dialect;
    return this.unitOfWork.run(async (tx) => {
      const sql = Transaction.of(tx);
      const affected = await sql.execute(
        `UPDATE topologies SET lease_owner = ?, lease_expires_at = ${nowPlus(leaseMs)}, lease_epoch = lease_epoch + 1
         WHERE id = ? AND engine_host = ? AND (lease_owner IS NULL OR lease_expires_at < ${now})`,
        [owner, topologyId, engineHost]);
      if (affected !== 1) return null;
      const [row] = await sql.query<{ epoch: number }>('SELECT lease_epoch AS epoch FROM topologies WHERE id = ?', [topologyId]);
      const epoch = row!.epoch;
      tx.settleBy(() => this.holds(topologyId, owner, epoch));
      return { epoch };
    });
  }

  /** @returns false when the lease has run out or is no longer this owner's: stop working */
  async renew(topologyId: string, owner: string, epoch: number, leaseMs: number): Promise<boolean> {
    const { now, nowPlus } = this.sql.dialect;
    return this.idempotent(async (sql) => {
      const affected = await sql.execute(
        `UPDATE topologies SET lease_expires_at = ${nowPlus(leaseMs)} WHERE id = ? AND lease_owner = ? AND lease_epoch = ? AND lease_expires_at >= ${now}`,
        [topologyId, owner, epoch]);
      return affected === 1;
    });
  }

  /** Gives the maze back; nothing happens when it is no longer this owner's. */
  async release(topologyId: string, owner: string, epoch: number): Promise<void> {
    await this.idempotent((sql) => sql.execute(
      'UPDATE topologies SET lease_owner = NULL, lease_expires_at = NULL WHERE id = ? AND lease_owner = ? AND lease_epoch = ?',
      [topologyId, owner, epoch]));
  }

  /** Ends all leases of an owner that is known to be dead, fencing it off should it not be. @returns how many */
  async takeOver(deadOwner: string): Promise<number> {
    return this.idempotent((sql) => sql.execute(
      'UPDATE topologies SET lease_owner = NULL, lease_expires_at = NULL, lease_epoch = lease_epoch + 1 WHERE lease_owner = ?', [deadOwner]));
  }

  /** Within a request that must stop the present owner: its epoch ends, and the maze can be claimed at once. @throws DomainError NOT_FOUND */
  async bumpEpoch(tx: Tx, topologyId: string): Promise<void> {
    const affected = await Transaction.of(tx).execute(
      'UPDATE topologies SET lease_owner = NULL, lease_expires_at = NULL, lease_epoch = lease_epoch + 1 WHERE id = ?', [topologyId]);
    if (affected !== 1) throw notFound(topologyId);
  }

  /** Mazes of that engine host that are being deployed or torn down, wait for a resync, or have a queue. One indexed query. */
  async workFor(engineHost: string): Promise<MazeWork[]> {
    const rows = await this.sql.executor().query<{ id: string; status: TopologyStatus; owner: string | null }>(
      `SELECT t.id, t.status, CASE WHEN t.lease_expires_at < ${this.sql.dialect.now} THEN NULL ELSE t.lease_owner END AS owner
       FROM topologies t WHERE t.engine_host = ? AND (t.status IN ('deploying', 'tearing_down') OR (t.status IN ('active', 'degraded')
       AND (t.needs_resync = 1 OR EXISTS (SELECT 1 FROM topology_mutations m WHERE m.topology_id = t.id AND m.state IN ('pending', 'applying')))))
       ORDER BY t.id`,
      [engineHost]);
    return rows.map((row) => ({ id: row.id, status: row.status, leaseOwner: row.owner }));
  }

  private async holds(topologyId: string, owner: string, epoch: number): Promise<boolean> {
    const rows = await this.sql.executor().query(
      'SELECT id FROM topologies WHERE id = ? AND lease_owner = ? AND lease_epoch = ?', [topologyId, owner, epoch]);
    return rows.length > 0;
  }

  private idempotent<T>(work: (sql: Transaction) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async (tx) => work(Transaction.of(tx)), { settle: () => Promise.resolve(false) });
  }
}
