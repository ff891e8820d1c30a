import { QueryFailedError } from 'typeorm';

interface DriverError { code?: string; fatal?: boolean; message?: string }

function driverErrorOf(error: unknown): DriverError | null {
  if (typeof error !== 'object' || error === null) return null;
  return (error instanceof QueryFailedError ? error.driverError : error) as DriverError;
}

const UNIQUE = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'ER_DUP_ENTRY']);
const CONTENTION = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD', 'ER_CON_COUNT_ERROR', 'ER_TOO_MANY_USER_CONNECTIONS']);
const LOST = new Set([
  'PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT',
  'ER_SERVER_SHUTDOWN', 'ER_CONNECTION_KILLED',
]);

/** A row with this key is there already. `key` narrows it to one index (its name, or its columns as SQLite tells them). */
export function isUniqueViolation(error: unknown, ...keys: string[]): boolean {
  const cause = driverErrorOf(error);
  if (!cause?.code || !UNIQUE.has(cause.code)) return false;
  return keys.length === 0 || keys.some((key) => cause.message?.includes(key));
}

/** Somebody else was in the way; the same unit of work may succeed the next time. */
export function isContention(error: unknown): boolean {
  const code = driverErrorOf(error)?.code;
  return code !== undefined && (CONTENTION.has(code) || code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'));
}

/** The database went away, or a test says so: what was not committed is gone, and a COMMIT under way has an unknown outcome. */
export function isConnectionLost(error: unknown): boolean {
  const cause = driverErrorOf(error);
  if (!cause) return false;
  if ((error as Error).name === 'InjectedFault' || cause.fatal === true) return true;
  return cause.code !== undefined && (LOST.has(cause.code) || cause.code.startsWith('SQLITE_IOERR'));
}
