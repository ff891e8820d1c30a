import type { LockName } from '../entities/lock.entity.js';
import type { Executor } from './executor.js';

/**
 * Adds to a named counter; until the transaction ends everybody else who wants it waits.
 * @returns its new value; 0 when nothing was added
 */
export async function lockRow(tx: Executor, name: LockName, add: number): Promise<number> {
  const affected = await tx.execute('UPDATE locks SET value = value + ? WHERE name = ?', [add, name]);
  if (affected !== 1) throw new Error(`the counter row ${name} is missing: was the database migrated?`);
  if (add === 0) return 0;
  const [row] = await tx.query<{ value: number }>('SELECT value FROM locks WHERE name = ?', [name]);
  return row!.value;
}
