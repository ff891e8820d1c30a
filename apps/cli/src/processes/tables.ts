import { mkdirSync } from 'node:fs';
import { migrate, openDatabase, type Database } from '@decnet/persistence';
import { Refused, Unreachable } from '../exit.js';
import type { Io } from '../io.js';
import { localAddress } from '../session/address.js';
import { readSettings } from '../session/connect.js';

type Flags = Readonly<Record<string, unknown>>;

async function withDatabase<T>(io: Io, flags: Flags, work: (database: Database) => Promise<T>): Promise<T> {
  const { dataDir, dbUrl } = readSettings(io, flags);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase(dbUrl.reveal()).catch((error: unknown) => {
    throw new Unreachable(`the database cannot be opened: ${(error as Error).message}`, { cause: error });
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** @returns names of the migrations that were run */
export function migrateDatabase(io: Io, flags: Flags): Promise<string[]> {
  return withDatabase(io, flags, migrate);
}

async function answers(address: string): Promise<boolean> {
  return fetch(`${address}/health/live`, { signal: AbortSignal.timeout(2_000) }).then(() => true, () => false);
}

/** @throws Refused while a server answers: it would work on with what is no longer there */
export async function resetDatabase(io: Io, flags: Flags): Promise<void> {
  const address = localAddress(readSettings(io, flags));
  if (await answers(address)) throw new Refused(`something answers at ${address}: stop it first`);
  await withDatabase(io, flags, async (database) => {
    await database.dataSource.dropDatabase();
    await migrate(database);
  });
}
