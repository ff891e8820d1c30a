export type DatabaseKind = 'sqlite' | 'mysql';

export type DatabaseAddress =
  | { kind: 'sqlite'; path: string }
  | { kind: 'mysql'; host: string; port: number; user: string; password: string; database: string; socketPath?: string };

/**
 * `sqlite:<path>`, `sqlite::memory:`, `mysql://user:password@host:port/database[?socketPath=/path]`.
 * @throws Error naming what is wrong; the password is never part of it.
 */
export function parseDatabaseUrl(url: string): DatabaseAddress {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length);
    if (!path) throw new Error('a database URL of the form sqlite:<path> needs a path');
    return { kind: 'sqlite', path };
  }
  if (/^(mysql|mariadb):\/\//.test(url)) return parseMysqlUrl(url);
  throw new Error('a database URL begins with sqlite: or mysql://');
}

function parseMysqlUrl(url: string): DatabaseAddress {
  if (!URL.canParse(url)) throw new Error('a database URL of the form mysql://user:password@host:port/database is malformed');
  const parsed = new URL(url);
  const database = decodeURIComponent(parsed.pathname.slice(1));
  if (!/^[A-Za-z0-9_$-]{1,64}$/.test(database)) throw new Error('a mysql:// URL must end with the name of a database');
  const socketPath = parsed.searchParams.get('socketPath');
  return {
    kind: 'mysql',
    host: parsed.hostname || '127.0.0.1',
    port: parsed.port ? Number(parsed.port) : 3306,
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database,
    ...(socketPath ? { socketPath } : {}),
  };
}
