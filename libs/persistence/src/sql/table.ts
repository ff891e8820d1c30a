import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { Executor, SqlRow, SqlValue } from './executor.js';

interface Field {
  property: string;
  column: string;
  kind: 'plain' | 'json' | 'boolean';
  /** In characters; 0 is unlimited. */
  length: number;
}

/** Variables of one INSERT; SQLite allows 32,766. */
const MAX_VARIABLES = 2_000;

/** Rows of one table to and from objects of its entity: the columns stand in the entity and nowhere else. */
export class Table<T extends object> {
  readonly name: string;
  private readonly fields: Field[];

  constructor(metadata: EntityMetadata) {
    this.name = metadata.tableName;
    this.fields = metadata.columns.map((column) => ({
      property: column.propertyName, column: column.databaseName, kind: kindOf(column), length: Number(column.length) || 0,
    }));
  }

  /** Column list of a SELECT, optionally of an alias, without those properties. */
  columns(alias?: string, except: readonly (keyof T & string)[] = []): string {
    const fields = this.fields.filter((field) => !(except as readonly string[]).includes(field.property));
    return fields.map((field) => (alias ? `${alias}.${field.column}` : field.column)).join(', ');
  }

  /** @throws Error when the entity has no such property. */
  columnOf(property: keyof T & string): string {
    return this.fieldOf(property).column;
  }

  /** A row as the entity has it; columns that were not selected are left out. */
  decode(row: SqlRow): T {
    const entity: Record<string, unknown> = {};
    for (const { property, column, kind } of this.fields) {
      const value = row[column];
      if (value === undefined) continue;
      if (kind === 'plain' || value === null) entity[property] = value;
      else entity[property] = kind === 'json' ? JSON.parse(value as string) : Boolean(value);
    }
    return entity as T;
  }

  /** The entity with its texts cut to what the columns take; MySQL refuses longer ones, SQLite would keep them. */
  cut<P extends Partial<T>>(entity: P): P {
    const result: Record<string, unknown> = { ...entity };
    for (const { property, length } of this.fields) {
      const value = result[property];
      if (length > 0 && typeof value === 'string' && value.length > length) result[property] = value.slice(0, length);
    }
    return result as P;
  }

  encode(property: keyof T & string, value: unknown): SqlValue {
    return encodeAs(this.fieldOf(property).kind, value);
  }

  /** Inserts all, in as few statements as is wise; `tail` follows the values (an upsert's). */
  async insert(sql: Executor, entities: readonly T[], tail = ''): Promise<void> {
    const perStatement = Math.max(1, Math.floor(MAX_VARIABLES / this.fields.length));
    const tuple = `(${this.fields.map(() => '?').join(', ')})`;
    for (let start = 0; start < entities.length; start += perStatement) {
      const chunk = entities.slice(start, start + perStatement);
      const values: SqlValue[] = [];
      for (const entity of chunk) {
        for (const { property, kind } of this.fields) values.push(encodeAs(kind, (entity as Record<string, unknown>)[property]));
      }
      const tuples = Array.from(chunk, () => tuple).join(', ');
      await sql.execute(`INSERT INTO ${this.name} (${this.columns()}) VALUES ${tuples}${tail}`, values);
    }
  }

  private fieldOf(property: string): Field {
    const field = this.fields.find((candidate) => candidate.property === property);
    if (!field) throw new Error(`${this.name} has no property ${property}`);
    return field;
  }
}

function kindOf(column: ColumnMetadata): Field['kind'] {
  if (column.transformer) return 'json';
  return column.type === 'boolean' ? 'boolean' : 'plain';
}

function encodeAs(kind: Field['kind'], value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  return kind === 'json' ? JSON.stringify(value) : (value as SqlValue);
}

/** `?, ?, ?` */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

/** Slices of at most `size`, in order. */
export function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
