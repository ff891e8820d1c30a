import { hostname } from 'node:os';
import { busUrl, databaseUrl, hostName, integer, list, minLength, oneOf, path, plain, type Parser, type ParserBase } from './parsers.js';
import { Secret } from './secret.js';

export const MODES = ['master', 'agent'] as const;
export type Mode = (typeof MODES)[number];
export const ENGINE_CHOICES = ['auto', 'docker', 'embedded'] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const secret = (parse: Parser<string>): Parser<Secret> => (text, base) => new Secret(parse(text, base));

interface Setting<T> {
  env: string;
  /** One line for `--help` and the manual. */
  help: string;
  parse: Parser<T>;
  fallback?: (base: ParserBase) => string;
}

function setting<T>(env: string, help: string, parse: Parser<T>, fallback?: Setting<T>['fallback']): Setting<T> {
  return { env, help, parse, ...(fallback && { fallback }) };
}

/** Every setting once. Flags carry the key in kebab case, decnet.ini the environment name with or without its prefix. */
export const SETTINGS = {
  dataDir: setting('DECNET_DATA_DIR', 'folder of database, secrets and sockets', path, () => '.decnet'),
  mode: setting('DECNET_MODE', 'what this machine is', oneOf(MODES), () => 'master'),
  host: setting('DECNET_HOST', 'address the API listens on', hostName, () => '127.0.0.1'),
  port: setting('DECNET_PORT', 'port of the API; 0 takes a free one', integer(0, 65_535), () => '8000'),
  allowedHosts: setting('DECNET_ALLOWED_HOSTS', 'further Host names accepted on a loopback bind, comma separated', list, () => ''),
  dbUrl: setting('DECNET_DB_URL', 'sqlite:<path> or mysql://…', secret(databaseUrl), ({ dataDir }) => `sqlite:${dataDir}/decnet.db`),
  busUrl: setting('DECNET_BUS_URL', 'memory:, unix:<path>, nats://… or null:', busUrl, ({ dataDir }) => `unix:${dataDir}/bus.sock`),
  busGroup: setting('DECNET_BUS_GROUP', 'group that may use the bus socket', plain, () => 'decnet'),
  engine: setting('DECNET_ENGINE', 'what runs the decoys', oneOf(ENGINE_CHOICES), () => 'auto'),
  engineHost: setting('DECNET_ENGINE_HOST', 'name of the engine host on this machine', plain, () => hostname()),
  dockerHost: setting('DOCKER_HOST', 'address of the Docker engine', plain),
  deckyBaseImage: setting('DECNET_DECKY_BASE_IMAGE', 'image that decoy containers start from', plain),
  adminPassword: setting('DECNET_ADMIN_PASSWORD', 'password of the first admin, first start only', secret(minLength(8))),
  jwtSecret: setting('DECNET_JWT_SECRET', 'key that signs access tokens; else made and kept in the data folder', secret(minLength(32))),
  leaseMs: setting('DECNET_LEASE_MS', 'length of a lease on a maze, in milliseconds', integer(100, 600_000), () => '15000'),
  eventRetentionDays: setting('DECNET_EVENT_RETENTION_DAYS', 'days that captured events are kept', integer(1, 36_500), () => '30'),
  logLevel: setting('DECNET_LOG_LEVEL', 'least severe log line that is written', oneOf(LOG_LEVELS), () => 'info'),
  ingestLogFile: setting('DECNET_INGEST_LOG_FILE', 'where the collector also writes every event as a JSON line', path),
  agentLogFile: setting('DECNET_AGENT_LOG_FILE', "the agent's file of events", path),
} as const;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

type ValueOf<N extends SettingName> = (typeof SETTINGS)[N] extends Setting<infer T> ? T : never;
type Optional = 'dockerHost' | 'deckyBaseImage' | 'adminPassword' | 'jwtSecret' | 'ingestLogFile' | 'agentLogFile';

/** What every process runs with. Paths are absolute; secrets show themselves only by `reveal()`. */
export type Config = { readonly [N in Exclude<SettingName, Optional>]: ValueOf<N> } & { readonly [N in Optional]: ValueOf<N> | undefined };
