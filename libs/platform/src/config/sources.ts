import { readFileSync } from 'node:fs';
import { parse as parseIni } from 'ini';
import { SETTINGS, SETTING_NAMES, type SettingName } from './settings.js';

export type Texts = Partial<Record<SettingName, string>>;

/** Flags as commander hands them over (`--data-dir` is `dataDir`); names that are no setting belong to the command. */
export function fromFlags(flags: Readonly<Record<string, unknown>>): Texts {
  const texts: Texts = {};
  for (const name of SETTING_NAMES) {
    const value = flags[name];
    if (typeof value === 'string' || typeof value === 'number') texts[name] = String(value);
  }
  return texts;
}

/** An empty variable counts as not set: that is how compose files and units leave one out. */
export function fromEnvironment(env: Readonly<Record<string, string | undefined>>): Texts {
  const texts: Texts = {};
  for (const name of SETTING_NAMES) {
    const value = env[SETTINGS[name].env];
    if (value) texts[name] = value;
  }
  return texts;
}

function settingOfIniKey(key: string): SettingName | undefined {
  const wanted = key.trim().toUpperCase();
  return SETTING_NAMES.find((name) => SETTINGS[name].env === wanted || SETTINGS[name].env === `DECNET_${wanted}`);
}

/** Reads decnet.ini, keys at the top or under `[decnet]`. A file that is not there is empty unless it was asked for by name. */
export function fromIni(file: string, required: boolean, mistakes: string[]): Texts {
  let parsed: Record<string, unknown>;
  try {
    parsed = parseIni(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (required || !missing) mistakes.push(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'malformed'})`);
    return {};
  }
  const { decnet, ...top } = parsed;
  const texts: Texts = {};
  const entries: [string, unknown][] = Object.entries({ ...top, ...(typeof decnet === 'object' ? decnet : {}) });
  for (const [key, value] of entries) {
    const name = settingOfIniKey(key);
    // The parser turns `true` and `false` into booleans, sections and `key[]` into objects.
    if (!name || (typeof value !== 'string' && typeof value !== 'boolean')) mistakes.push(`${file}: ${key} is not a setting`);
    else if (value !== '') texts[name] = String(value);
  }
  return texts;
}
