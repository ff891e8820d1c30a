import { DomainError, type Maze } from '@decnet/domain';
import { DeckyEntity } from '../entities/decky.entity.js';
import { EdgeEntity } from '../entities/edge.entity.js';
import { LanEntity } from '../entities/lan.entity.js';
import { TopologyEntity } from '../entities/topology.entity.js';
import { isUniqueViolation } from '../sql/failures.js';
import type { SqlSession } from '../sql/session.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { journal } from './journal.js';
import { ordinalOf } from './ordinal.js';
import type { CreationEntry, NewTopology, Position, TopologyRow } from './types.js';

/** See MazeStore.create. */
export async function createMaze(
  sql: SqlSession, tx: Transaction, topology: NewTopology, maze: Maze, entry: CreationEntry,
): Promise<TopologyRow> {
  const stored = await insertTopology(sql, tx, topology);
  const row = <T extends object>(part: T, index: number): T & { topologyId: string; ordinal: number } =>
    ({ ...part, topologyId: topology.id, ordinal: ordinalOf(1, index) });
  await sql.table(LanEntity).insert(tx, maze.lans.map(row));
  await sql.table(DeckyEntity).insert(tx, maze.deckies.map(row));
  await sql.table(EdgeEntity).insert(tx, maze.edges.map(row));
  const position: Position = { id: topology.id, status: 'pending', version: 1, firstSeq: 1, eventSeq: 1 };
  await journal(sql, tx, position, [{ type: 'status', payload: { from: null, to: 'pending', reason: null } }], typeof entry === 'function' ? entry(stored) : entry);
  return stored;
}

async function insertTopology(sql: SqlSession, tx: Transaction, topology: NewTopology): Promise<TopologyRow> {
  const now = sql.clock();
  const row: TopologyEntity = {
    ...topology,
    status: 'pending', statusReason: null, statusChangedAt: now,
    version: 1, eventSeq: 1, observedSeq: 0,
    needsResync: false, lastError: null,
    engineHost: null, leaseOwner: null, leaseExpiresAt: null, leaseEpoch: 0,
    createdAt: now,
  };
  try {
    await sql.table(TopologyEntity).insert(tx, [row]);
    return row;
  } catch (error) {
    throw nameTakenOr(error, topology.name);
  }
}

/** NAME_TAKEN when that is what the database says, else the error as it is. */
export function nameTakenOr(error: unknown, name: string): unknown {
  if (!isUniqueViolation(error, 'topologies.name', 'UQ_topologies_name')) return error;
  return new DomainError('NAME_TAKEN', `there is a maze called ${name}`, { name }, { cause: error });
}
