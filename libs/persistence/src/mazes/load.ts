import type { DeckyObservation } from '@decnet/domain';
import type { ObjectLiteral } from 'typeorm';
import { DeckyObservationEntity } from '../entities/decky-observation.entity.js';
import { DeckyEntity } from '../entities/decky.entity.js';
import { EdgeEntity } from '../entities/edge.entity.js';
import { LanEntity } from '../entities/lan.entity.js';
import { TopologyEntity } from '../entities/topology.entity.js';
import type { Executor } from '../sql/executor.js';
import { MutationStore } from '../mutations/mutation.store.js';
import type { SqlSession } from '../sql/session.js';
import type { Tx } from '../unit-of-work/types.js';
import type { LoadedMaze } from './types.js';

/** See MazeStore.load. */
export function loadMaze(sql: SqlSession, id: string, tx?: Tx): Promise<LoadedMaze | null> {
  return sql.snapshot(async (executor) => {
    const topologies = sql.table(TopologyEntity);
    const [row] = await executor.query(`SELECT ${topologies.columns()} FROM ${topologies.name} WHERE id = ?`, [id]);
    if (!row) return null;
    return {
      topology: topologies.decode(row),
      maze: {
        lans: await parts(sql, executor, LanEntity, id),
        deckies: await parts(sql, executor, DeckyEntity, id),
        edges: await parts(sql, executor, EdgeEntity, id),
      },
      observations: await readObservations(sql, executor, id),
      mutations: await new MutationStore(sql).open(id, executor),
    };
  }, tx);
}

/** Without the columns that only order the rows. */
async function parts<E extends ObjectLiteral & { topologyId: string; ordinal: number }>(
  sql: SqlSession, executor: Executor, entity: new () => E, topologyId: string,
): Promise<Omit<E, 'topologyId' | 'ordinal'>[]> {
  const table = sql.table(entity);
  const columns = table.columns(undefined, ['topologyId', 'ordinal'] as const);
  const rows = await executor.query(`SELECT ${columns} FROM ${table.name} WHERE topology_id = ? ORDER BY ordinal`, [topologyId]);
  return rows.map((row) => table.decode(row));
}

/** By decky id; a decky without an entry was never observed. */
export async function readObservations(sql: SqlSession, executor: Executor, topologyId: string): Promise<Record<string, DeckyObservation>> {
  const table = sql.table(DeckyObservationEntity);
  const rows = await executor.query(`SELECT ${table.columns()} FROM ${table.name} WHERE topology_id = ?`, [topologyId]);
  const observations: Record<string, DeckyObservation> = {};
  for (const row of rows) {
    const { deckyId, state, lastError, endpoints } = table.decode(row);
    observations[deckyId] = { state, lastError, endpoints };
  }
  return observations;
}
