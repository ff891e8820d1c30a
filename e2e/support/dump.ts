import { isDeepStrictEqual } from 'node:util';
import type { Database } from '@decnet/persistence';

/** Every row of every table: two dumps are equal when nothing was written in between that is still there. */
export async function dump({ dataSource }: Database): Promise<Record<string, string[]>> {
  const tables = await Promise.all(dataSource.entityMetadatas.map(async ({ tableName }) => {
    const rows = (await dataSource.query(`SELECT * FROM ${tableName}`)) as unknown[];
    return [tableName, rows.map((row) => JSON.stringify(row)).sort()] as const;
  }));
  return Object.fromEntries(tables);
}

/** Tells whether any row is another than at its start. */
export class RowWatch {
  private constructor(private readonly database: Database, private readonly before: Record<string, string[]>, private written: number | null) {}

  static async start(database: Database): Promise<RowWatch> {
    return new RowWatch(database, await dump(database), await rowsWritten(database));
  }

  async sawChange(): Promise<boolean> {
    const written = await rowsWritten(this.database);
    if (written !== null && written === this.written) return false;
    this.written = written;
    return !isDeepStrictEqual(await dump(this.database), this.before);
  }
}

/** Rows ever written on the one connection of SQLite, rolled back ones included: while it stands still, nothing need be compared. */
async function rowsWritten({ kind, dataSource }: Database): Promise<number | null> {
  if (kind !== 'sqlite') return null;
  const [row] = (await dataSource.query('SELECT total_changes() AS written')) as { written: number }[];
  return row!.written;
}
