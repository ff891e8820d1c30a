import { resolve } from 'node:path';
import { path } from './parsers.js';
import { SETTINGS, SETTING_NAMES, type Config, type SettingName } from './settings.js';
import { fromEnvironment, fromFlags, fromIni, type Texts } from './sources.js';

/** Everything that is wrong with the settings, one line each. */
export class ConfigError extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.name = 'ConfigError';
  }
}

export interface ConfigSources {
  env?: Readonly<Record<string, string | undefined>>;
  /** Settings by name, as commander gives them; `config` names the ini file. Others are ignored. */
  flags?: Readonly<Record<string, unknown>>;
  cwd?: string;
  /** What a command wants where nobody said otherwise, such as `{ busUrl: 'memory:' }` of `up`. */
  defaults?: Partial<Record<SettingName, string>>;
}

interface Layers {
  flags: Texts;
  env: Texts;
  ini: Texts;
  defaults: Texts;
}

function textOf(name: SettingName, { flags, env, ini, defaults }: Layers): string | undefined {
  return flags[name] ?? env[name] ?? ini[name] ?? defaults[name];
}

/** How the caller wrote it, for the line that says what is wrong. */
function sourceOf(name: SettingName, { flags, env }: Layers): string {
  if (flags[name] !== undefined) return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return env[name] !== undefined ? SETTINGS[name].env : `${SETTINGS[name].env} (decnet.ini)`;
}

function checkTogether(config: Config, mistakes: string[]): void {
  if (config.ingestLogFile !== undefined && config.ingestLogFile === config.agentLogFile) {
    mistakes.push('DECNET_INGEST_LOG_FILE and DECNET_AGENT_LOG_FILE must not be the same file');
  }
}

/**
 * Flags before environment before decnet.ini before defaults.
 * @throws ConfigError that lists every mistake at once
 */
export function loadConfig({ env = process.env, flags = {}, cwd = process.cwd(), defaults = {} }: ConfigSources = {}): Config {
  const mistakes: string[] = [];
  const named = typeof flags['config'] === 'string' ? flags['config'] : env['DECNET_CONFIG'];
  const ini = fromIni(resolve(cwd, named || 'decnet.ini'), Boolean(named), mistakes);
  const layers: Layers = { flags: fromFlags(flags), env: fromEnvironment(env), ini, defaults };
  const dataDir = path(textOf('dataDir', layers) ?? '.decnet', { cwd, dataDir: '' });

  const values: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const { parse, fallback } = SETTINGS[name];
    const text = textOf(name, layers) ?? fallback?.({ cwd, dataDir });
    if (text === undefined) continue;
    try {
      values[name] = parse(text, { cwd, dataDir });
    } catch (error) {
      mistakes.push(`${sourceOf(name, layers)} ${(error as Error).message}`);
    }
  }
  const config = values as unknown as Config;
  checkTogether(config, mistakes);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.freeze(config);
}
