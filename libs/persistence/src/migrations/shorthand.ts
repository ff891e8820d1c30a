import { Table, type QueryRunner, type TableColumnOptions, type TableIndexOptions, type TableOptions } from 'typeorm';

/** Columns of one database. Migrations that landed depend on these: add, never change. */
export interface ColumnKit {
  text(name: string, length: number, more?: Partial<TableColumnOptions>): TableColumnOptions;
  uuid(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  time(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  longText(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  counter(name: string, more?: Partial<TableColumnOptions>): TableColumnOptions;
  int(name: string): TableColumnOptions;
  flag(name: string): TableColumnOptions;
  number(name: string): TableColumnOptions;
}

export const KEY = { isPrimary: true } as const;
export const NULLABLE = { isNullable: true } as const;

export function columnKit(runner: QueryRunner): ColumnKit {
  const onMysql = runner.dataSource.options.type !== 'better-sqlite3';
  const varchar = (name: string, length: number, more = {}): TableColumnOptions => ({ name, type: 'varchar', length: String(length), ...more });
  return {
    text: varchar,
    uuid: (name, more) => varchar(name, 36, more),
    time: (name, more) => varchar(name, 24, more),
    longText: (name, more) => ({ name, type: 'longtext', ...more }),
    counter: (name, more) => ({ name, type: 'bigint', ...more }),
    int: (name) => ({ name, type: onMysql ? 'int' : 'integer' }),
    flag: (name) => ({ name, type: onMysql ? 'tinyint' : 'boolean' }),
    number: (name) => ({ name, type: 'double', isNullable: true }),
  };
}

/** Makes a table that is not there yet: on MySQL a migration that broke off has left some. */
export async function createTable(runner: QueryRunner, table: TableOptions): Promise<void> {
  await runner.createTable(new Table(table), true);
}

export async function dropTables(runner: QueryRunner, names: readonly string[]): Promise<void> {
  for (const name of names) await runner.dropTable(name, true);
}

export function index(name: string, ...columnNames: string[]): TableIndexOptions {
  return { name, columnNames };
}

export function unique(name: string, ...columnNames: string[]): TableIndexOptions {
  return { name, columnNames, isUnique: true };
}

/** Rows that go with their parent. */
export function childOf(parent: string, column: string): Pick<TableOptions, 'foreignKeys'> {
  return { foreignKeys: [{ columnNames: [column], referencedTableName: parent, referencedColumnNames: ['id'], onDelete: 'CASCADE', onUpdate: 'RESTRICT' }] };
}
