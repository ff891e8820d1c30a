import type { DataSource, QueryResult } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner.js';

interface PooledConnection {
  stream: { destroy(error: Error): void };
}

/**
 * Gives up a connection that stays silent about a statement, as a half-open one does for ever. Its stream is destroyed: the statement fails, the pool
 * forgets the connection, and the server rolls back. (mysql2's own time-out leaves the connection in the pool, waiting, and its timer behind.)
 */
class WatchedMysqlRunner extends MysqlQueryRunner {
  constructor(driver: MysqlDriver, private readonly silenceMs: number) {
    super(driver, 'master');
  }

  override query(sql: string, parameters?: unknown[], useStructuredResult?: false): Promise<unknown>;
  override query(sql: string, parameters: unknown[] | undefined, useStructuredResult: true): Promise<QueryResult>;
  override async query(sql: string, parameters?: unknown[], useStructuredResult = false): Promise<unknown> {
    const { stream } = (await this.connect()) as PooledConnection;
    const silence = Object.assign(new Error(`no answer within ${this.silenceMs} ms`), { code: 'ETIMEDOUT' });
    const timer = setTimeout(() => stream.destroy(silence), this.silenceMs);
    try {
      return await super.query(sql, parameters, useStructuredResult as true);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Makes the data source hand out watched runners; to be called before it is initialised. */
export function watchMysql(dataSource: DataSource, silenceMs: number): void {
  const driver = dataSource.driver as MysqlDriver;
  driver.createQueryRunner = () => new WatchedMysqlRunner(driver, silenceMs);
}
