import { createRequire } from 'node:module';
import type mysql from 'mysql2';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from '../entities/index.js';
import { MIGRATIONS } from '../migrations/index.js';
import { watchMysql } from './mysql-runner.js';
import { SnakeCaseNaming } from './naming.js';
import { QuietLogger } from './quiet-logger.js';
import { guardSqlite } from './sqlite-runner.js';
import { parseDatabaseUrl, type DatabaseAddress } from './url.js';

export interface DataSourceSettings {
  /** Connections to MySQL; SQLite has one. */
  poolSize?: number;
  /** How long MySQL may be silent about one statement before its connection is given up; 60 s. */
  statementTimeoutMs?: number;
}

/** A data source that is not connected yet. `synchronize` is never on: tables come from migrations only. */
export function createDataSource(url: string, settings: DataSourceSettings = {}): DataSource {
  const address = parseDatabaseUrl(url);
  const dataSource = new DataSource(address.kind === 'sqlite' ? sqliteOptions(address.path) : mysqlOptions(address, settings));
  if (address.kind === 'sqlite') guardSqlite(dataSource);
  else watchMysql(dataSource, settings.statementTimeoutMs ?? 60_000);
  return dataSource;
}

const SHARED = {
  entities: [...ENTITIES],
  migrations: [...MIGRATIONS],
  migrationsTableName: 'migrations',
  namingStrategy: new SnakeCaseNaming(),
  synchronize: false,
  logger: new QuietLogger(),
};

/** The part of better-sqlite3's connection that is set up before use. */
interface SqliteConnection {
  pragma(source: string): unknown;
  function(name: string, options: { deterministic: boolean }, body: (text: unknown) => unknown): unknown;
}

function sqliteOptions(path: string): DataSourceOptions {
  return {
    ...SHARED,
    type: 'better-sqlite3',
    database: path,
    // SQLite's own wait blocks the whole process; ours (see GuardedSqliteRunner) does not.
    timeout: 20,
    statementCacheSize: 500,
    prepareDatabase: (connection: SqliteConnection) => {
      connection.pragma('journal_mode = WAL');
      // Acknowledged means durable: NORMAL may forget an acknowledged commit when the power goes.
      connection.pragma('synchronous = FULL');
      connection.pragma('foreign_keys = ON');
      // SQLite's own lower() knows ASCII only.
      connection.function('lower', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : text));
    },
  };
}

const SESSION = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
const LOCK_WAIT = 'SET SESSION innodb_lock_wait_timeout = 5';

/** Only when there is something to connect to: a start on SQLite is sooner done without. */
const loadMysql = () => createRequire(import.meta.url)('mysql2') as typeof import('mysql2');

/** mysql2 with every new connection told how to behave, before its first statement. */
const DRIVER = {
  createPool(options: mysql.PoolOptions): mysql.Pool {
    const pool = loadMysql().createPool(options);
    pool.on('connection', (connection) => {
      connection.query(SESSION);
      connection.query(LOCK_WAIT);
    });
    return pool;
  },
};

function mysqlOptions(address: DatabaseAddress & { kind: 'mysql' }, settings: DataSourceSettings): DataSourceOptions {
  return {
    ...SHARED,
    type: 'mariadb',
    driver: DRIVER,
    host: address.host,
    port: address.port,
    username: address.user,
    password: address.password,
    database: address.database,
    ...(address.socketPath ? { socketPath: address.socketPath } : {}),
    charset: 'utf8mb4_bin',
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize: settings.poolSize ?? 16,
    connectTimeout: 10_000,
  };
}
