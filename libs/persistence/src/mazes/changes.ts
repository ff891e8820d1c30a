import type { Change, Decky, Edge, Lan } from '@decnet/domain';
import { DeckyEntity } from '../entities/decky.entity.js';
import { EdgeEntity } from '../entities/edge.entity.js';
import { LanEntity } from '../entities/lan.entity.js';
import type { SqlValue } from '../sql/executor.js';
import type { SqlSession } from '../sql/session.js';
import { chunks, placeholders, type Table } from '../sql/table.js';
import type { Transaction } from '../unit-of-work/transaction.js';
import { extend } from './bump.js';
import { journal, journalItem } from './journal.js';
import { netEffects, type NetEffects } from './net-effects.js';
import { ordinalOf } from './ordinal.js';
import type { JournalEntry, Position } from './types.js';

/** See MazeStore.writeChanges. */
export async function writeChanges(
  sql: SqlSession, tx: Transaction, position: Position, changes: readonly Change[], entry: JournalEntry,
): Promise<Position> {
  if (changes.length === 0) throw new Error('a bump without changes would leave a gap in the journal');
  const last = await reserve(tx, position, changes.length);
  const effects = {
    lan: netEffects<Lan>(changes, 'lan', position.firstSeq),
    decky: netEffects<Decky>(changes, 'decky', position.firstSeq),
    edge: netEffects<Edge>(changes, 'edge', position.firstSeq),
  };
  await apply(tx, sql.table(LanEntity), position.id, effects.lan);
  await apply(tx, sql.table(DeckyEntity), position.id, effects.decky);
  await apply(tx, sql.table(EdgeEntity), position.id, effects.edge);
  await forget(tx, 'subnet_claims', 'lan_id', position.id, lansWithoutTheirRange(effects.lan, tx.claimedLans));
  await forget(tx, 'decky_observations', 'decky_id', position.id, effects.decky.removed);
  await journal(sql, tx, position, changes.map(journalItem), entry);
  return { ...position, eventSeq: last };
}

/** The bump reserved rows up to `eventSeq`; takes those that are missing. */
async function reserve(tx: Transaction, position: Position, rows: number): Promise<number> {
  const reserved = position.eventSeq - position.firstSeq + 1;
  if (rows < reserved) throw new Error(`the bump reserved ${reserved} journal rows, and there are ${rows}`);
  if (rows > reserved) await extend(tx, position, rows - reserved);
  return position.firstSeq + rows - 1;
}

async function apply<T extends { id: string }, E extends T & { topologyId: string; ordinal: number }>(
  tx: Transaction, table: Table<E>, topologyId: string, effects: NetEffects<T>,
): Promise<void> {
  await forget(tx, table.name, 'id', topologyId, effects.removed);
  const added = effects.added.map(({ entity, seq }) => ({ ...entity, topologyId, ordinal: ordinalOf(seq, 0) }) as E);
  if (added.length > 0) await table.insert(tx, added);
  for (const { before, after } of effects.updated) await update(tx, table, topologyId, before, after);
}

async function update<T extends { id: string }, E extends T & object>(
  tx: Transaction, table: Table<E>, topologyId: string, before: T, after: T,
): Promise<void> {
  const assignments: string[] = [];
  const values: SqlValue[] = [];
  for (const property of Object.keys(after) as (keyof T & keyof E & string)[]) {
    const value = table.encode(property, after[property]);
    if (value === table.encode(property, before[property])) continue;
    assignments.push(`${table.columnOf(property)} = ?`);
    values.push(value);
  }
  if (assignments.length === 0) return;
  await tx.execute(`UPDATE ${table.name} SET ${assignments.join(', ')} WHERE topology_id = ? AND id = ?`, [...values, topologyId, after.id]);
}

async function forget(tx: Transaction, table: string, column: string, topologyId: string, ids: readonly string[]): Promise<void> {
  for (const some of chunks(ids, 500)) {
    await tx.execute(`DELETE FROM ${table} WHERE topology_id = ? AND ${column} IN (${placeholders(some.length)})`, [topologyId, ...some]);
  }
}

/** A claim belongs to the subnet that it was made for; deploy claims what was typed since. */
function lansWithoutTheirRange(lans: NetEffects<Lan>, claimed: ReadonlySet<string>): string[] {
  const moved = lans.updated.filter(({ before, after }) => before.subnet !== after.subnet && !claimed.has(after.id));
  return [...lans.removed.filter((id) => !claimed.has(id)), ...moved.map(({ after }) => after.id)];
}
