import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConfigError, configWarnings, ensureJwtSecret, loadConfig, readJwtSecret, type ConfigSources } from './index.js';

let cwd: string;
beforeEach(() => { cwd = mkdtempSync(join(tmpdir(), 'decnet-config-')); });
afterEach(() => rmSync(cwd, { recursive: true }));

const load = (sources: ConfigSources = {}): ReturnType<typeof loadConfig> => loadConfig({ env: {}, cwd, ...sources });
const ini = (text: string): void => writeFileSync(join(cwd, 'decnet.ini'), text);
function mistakes(sources: ConfigSources): readonly string[] {
  try {
    load(sources);
  } catch (error) {
    return (error as ConfigError).mistakes;
  }
  return [];
}

test('without a word, everything has its default below the working directory', () => {
  const config = load();
  expect(config).toMatchObject({ dataDir: join(cwd, '.decnet'), host: '127.0.0.1', port: 8000, engine: 'auto', mode: 'master', leaseMs: 15_000, eventRetentionDays: 30 });
  expect(config.dbUrl.reveal()).toBe(`sqlite:${cwd}/.decnet/decnet.db`);
  expect(config.busUrl).toBe(`unix:${cwd}/.decnet/bus.sock`);
  expect(config.adminPassword).toBeUndefined();
});

test('a flag wins over the environment, that over decnet.ini, that over what the command wants', () => {
  ini('[decnet]\nport = 3\nDECNET_LEASE_MS = 333\nengine = docker\n');
  const config = load({ flags: { port: '1' }, env: { DECNET_PORT: '2', DECNET_LEASE_MS: '222' }, defaults: { engine: 'embedded', busUrl: 'memory:' } });
  expect(config).toMatchObject({ port: 1, leaseMs: 222, engine: 'docker', busUrl: 'memory:' });
});

test('all mistakes are told at once, each by the name under which it was written', () => {
  ini('lease_ms = soon\ncolour = red\n');
  expect(mistakes({ flags: { port: '99999', dataDir: 'x' }, env: { DECNET_DB_URL: 'postgres://x', DECNET_MODE: 'both', DECNET_LOG_LEVEL: '' } })).toEqual([
    `${join(cwd, 'decnet.ini')}: colour is not a setting`,
    'DECNET_MODE must be one of master, agent',
    '--port must be a whole number from 0 to 65535',
    'DECNET_DB_URL must be sqlite:<path> or mysql://user:password@host:port/database',
    'DECNET_LEASE_MS (decnet.ini) must be a whole number from 100 to 600000',
  ]);
});

test('the two event logs in one file are refused', () => {
  expect(mistakes({ env: { DECNET_INGEST_LOG_FILE: 'events.log', DECNET_AGENT_LOG_FILE: join(cwd, 'events.log') } })).toHaveLength(1);
});

test('a file that was asked for must be there, the usual one need not', () => {
  expect(mistakes({ flags: { config: 'other.ini' } })).toEqual([`${join(cwd, 'other.ini')}: cannot be read (ENOENT)`]);
});

test('a public bind is warned of', () => {
  expect(configWarnings(load())).toEqual([]);
  expect(configWarnings(load({ flags: { host: '0.0.0.0' } }))).toHaveLength(1);
});

test('secrets do not show, however the settings are printed or a mistake is told', () => {
  const secret = 'hunter2-hunter2-hunter2-hunter2-hunter2';
  const config = load({ env: { DECNET_ADMIN_PASSWORD: secret, DECNET_JWT_SECRET: secret, DECNET_DB_URL: `mysql://user:${secret}@db/decnet` } });
  for (const printed of [JSON.stringify(config), inspect(config, { depth: 9, showHidden: true }), String(config.jwtSecret), config.dbUrl.toString()]) expect(printed).not.toContain('hunter2');
  expect(config.dbUrl.reveal()).toContain('hunter2');
  expect(mistakes({ env: { DECNET_DB_URL: 'mysql://user:hunter2@' } }).join()).not.toContain('hunter2');
});

describe('the key that signs tokens', () => {
  test('is made once, for the owner only, and read by whoever may', () => {
    const config = load();
    expect(readJwtSecret(config)).toBeNull();
    const made = ensureJwtSecret(config).reveal();
    expect(made.length).toBeGreaterThan(60);
    expect(ensureJwtSecret(config).reveal()).toBe(made);
    expect(readJwtSecret(config)!.reveal()).toBe(made);
    expect(statSync(join(config.dataDir, 'jwt.secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(config.dataDir, 'jwt.secret'), 'utf8').trim()).toBe(made);
  });

  test('given by the environment is used, kept nowhere, and must not be guessable', () => {
    const given = 'k'.repeat(32);
    const config = load({ env: { DECNET_JWT_SECRET: given } });
    expect(ensureJwtSecret(config).reveal()).toBe(given);
    expect(() => statSync(join(config.dataDir, 'jwt.secret'))).toThrow('ENOENT');
    expect(mistakes({ env: { DECNET_JWT_SECRET: 'short' } })).toEqual(['DECNET_JWT_SECRET must be at least 32 characters long']);
  });
});
