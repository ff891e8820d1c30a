import { parseDatabaseUrl } from './url.js';

describe('database URLs', () => {
  it.each([
    ['sqlite:/var/lib/decnet.db', { kind: 'sqlite', path: '/var/lib/decnet.db' }],
    ['sqlite::memory:', { kind: 'sqlite', path: ':memory:' }],
    ['mysql://u:p%40ss@db.example:3307/decnet', { kind: 'mysql', host: 'db.example', port: 3307, user: 'u', password: 'p@ss', database: 'decnet' }],
    ['mariadb://u@localhost/decnet?socketPath=/run/s', { kind: 'mysql', host: 'localhost', port: 3306, user: 'u', password: '', database: 'decnet', socketPath: '/run/s' }],
  ])('%s', (url, address) => {
    expect(parseDatabaseUrl(url)).toEqual(address);
  });

  it.each(['sqlite:', 'postgres://u:secret@h/db', 'mysql://u:secret@h', 'mysql://u:secret@h/a/b', 'mysql://u:secret@h:port/db'])('refuses %s without repeating a password', (url) => {
    expect(() => parseDatabaseUrl(url)).toThrow(Error);
    expect(() => parseDatabaseUrl(url)).not.toThrow(/secret/);
  });
});
