import type { ColumnOptions } from 'typeorm';

/** RFC 3339, UTC, milliseconds: text sorts as time does, and both databases give back what was put in. */
export const TIME = { type: 'varchar', length: 24 } as const satisfies ColumnOptions;
export const UUID = { type: 'varchar', length: 36 } as const satisfies ColumnOptions;
/** Free text of any length; MySQL's plain `text` ends at 64 KiB. */
export const TEXT = { type: 'longtext' } as const satisfies ColumnOptions;
export const COUNTER = { type: 'bigint' } as const satisfies ColumnOptions;

/** A value kept as JSON text. */
export const JSON_TEXT = {
  type: 'longtext',
  transformer: {
    to: (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value)),
    from: (text: string | null): unknown => (text === null ? null : JSON.parse(text)),
  },
} as const satisfies ColumnOptions;

export function varchar(length: number): { type: 'varchar'; length: number } {
  return { type: 'varchar', length };
}

/** Rows that go with their parent. Ids never change; RESTRICT is what MariaDB calls its default. */
export const CHILD = { onDelete: 'CASCADE', onUpdate: 'RESTRICT' } as const;
