import type { Database } from '@decnet/persistence';

/** Every row of every table: two dumps are equal when nothing was written in between that is still there. */
export async function dump({ dataSource }: Database): Promise<Record<string, string[]>> {
  const tables = await Promise.all(dataSource.entityMetadatas.map(async ({ tableName }) => {
    const rows = (await dataSource.query(`SELECT * FROM ${tableName}`)) as unknown[];
    return [tableName, rows.map((row) => JSON.stringify(row)).sort()] as const;
  }));
  return Object.fromEntries(tables);
}
