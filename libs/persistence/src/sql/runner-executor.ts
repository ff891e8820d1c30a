import type { QueryRunner } from 'typeorm';
import type { Executor, SqlRow, SqlValue } from './executor.js';

/** Parameterised SQL through a query runner of the ORM, without its object graphs. */
export class RunnerExecutor implements Executor {
  constructor(private readonly runner: QueryRunner) {}

  async query<T = SqlRow>(sql: string, parameters: readonly SqlValue[] = []): Promise<T[]> {
    return (await this.runner.query(sql, parameters as SqlValue[])) as T[];
  }

  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<number> {
    const result = await this.runner.query(sql, parameters as SqlValue[], true);
    return result.affected ?? 0;
  }
}
