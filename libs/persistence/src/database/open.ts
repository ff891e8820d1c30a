import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { SessionStore } from '../access/session.store.js';
import { UserStore } from '../access/user.store.js';
import { CapturedEventStore } from '../capture/captured-event.store.js';
import { ClaimStore } from '../claims/claim.store.js';
import { LeaseStore } from '../leases/lease.store.js';
import { JournalStore } from '../mazes/journal.store.js';
import { MazeStore } from '../mazes/maze.store.js';
import { MutationStore } from '../mutations/mutation.store.js';
import { dialectOf } from '../sql/dialect.js';
import { isContention } from '../sql/failures.js';
import type { FaultInjector } from '../sql/faults.js';
import { SqlSession } from '../sql/session.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { createDataSource, type DataSourceSettings } from './data-source.js';
import type { Database } from './database.js';
import { parseDatabaseUrl } from './url.js';

export interface OpenOptions extends DataSourceSettings {
  /** For tests only. */
  faults?: FaultInjector;
  /** Wall clock of what this process stamps (RFC 3339, UTC, milliseconds); leases go by the database's own. */
  clock?: () => string;
}

const OPEN_ATTEMPTS = 40;

/**
 * Connects; makes no table (see {@link migrate}).
 * @param url `sqlite:<path>`, `sqlite::memory:` or `mysql://user:password@host:port/database[?socketPath=…]`
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  const address = parseDatabaseUrl(url);
  const { kind } = address;
  if (address.kind === 'sqlite' && address.path !== ':memory:') await keepPrivate(address.path);
  const dataSource = await connect(url, options);
  const sql = new SqlSession(dataSource, dialectOf(kind), options.clock ?? (() => new Date().toISOString()));
  const unitOfWork = new UnitOfWork(sql, options.faults);
  return {
    kind,
    dataSource,
    unitOfWork,
    mazes: new MazeStore(sql),
    journal: new JournalStore(sql),
    mutations: new MutationStore(sql),
    claims: new ClaimStore(sql),
    leases: new LeaseStore(sql, unitOfWork),
    users: new UserStore(sql, unitOfWork),
    sessions: new SessionStore(sql, unitOfWork),
    capturedEvents: new CapturedEventStore(sql, unitOfWork),
    ping: async () => void (await sql.executor().query('SELECT 1 AS alive')),
    close: () => dataSource.destroy(),
  };
}

/** A new file is its owner's alone: it holds what intruders typed, and hashes of passwords. SQLite's side files take its mode. */
async function keepPrivate(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await (await open(path, 'a', 0o600)).close();
}

/** Many processes opening one new SQLite file at once get in each other's way while it turns to WAL. */
async function connect(url: string, options: OpenOptions): Promise<DataSource> {
  for (let attempt = 1; ; attempt += 1) {
    const dataSource = createDataSource(url, options);
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (!isContention(error) || attempt === OPEN_ATTEMPTS) throw error;
    }
    await pause(Math.random() * 50);
  }
}
