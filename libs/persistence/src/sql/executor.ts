export type SqlValue = string | number | boolean | null;
export type SqlRow = Record<string, unknown>;

/** Parameterised SQL, in a transaction or outside; placeholders are `?` on both databases. */
export interface Executor {
  /** Rows of a SELECT. */
  query<T = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Promise<T[]>;
  /** Number of rows an INSERT, UPDATE or DELETE matched. */
  execute(sql: string, parameters?: readonly SqlValue[]): Promise<number>;
}
