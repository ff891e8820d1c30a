import { fileURLToPath } from 'node:url';
import { SETTINGS, SETTING_NAMES } from '@decnet/platform/config';
import type { Io } from '../io.js';
import { readSettings } from '../session/connect.js';

type Flags = Readonly<Record<string, unknown>>;

/** Programs of this distribution read their settings from the environment: what stood on the command line joins it. */
function settingsToEnvironment(io: Io, flags: Flags): void {
  for (const name of SETTING_NAMES) {
    const value = flags[name];
    if (typeof value === 'string') process.env[SETTINGS[name].env] = value;
  }
  if (typeof flags['config'] === 'string') process.env['DECNET_CONFIG'] = flags['config'];
  readSettings(io, flags);
}

/** Turns this process into another program; it ends when that does. */
async function become(path: string, args: readonly string[]): Promise<never> {
  const main = new URL(path, import.meta.url);
  process.argv = [process.execPath, fileURLToPath(main), ...args];
  await import(main.href);
  return new Promise<never>(() => undefined);
}

export async function runApi(io: Io, flags: Flags): Promise<never> {
  settingsToEnvironment(io, flags);
  return become('../../../api/src/main.js', []);
}

export async function runBroker(io: Io, flags: Flags): Promise<never> {
  settingsToEnvironment(io, flags);
  return become('../../../bus/src/main.js', []);
}

export async function runEngineHost(io: Io, flags: Flags): Promise<never> {
  settingsToEnvironment(io, flags);
  const { dataDir, logLevel } = readSettings(io, flags);
  process.env['DECNET_LOG_LEVEL'] = logLevel;
  return become('../../../engine-host/src/main.js', ['--data', dataDir]);
}

export async function runMutator(io: Io, flags: Flags, { once }: { once: boolean }): Promise<never> {
  settingsToEnvironment(io, flags);
  return become('../../../mutator/src/main.js', once ? ['--once'] : []);
}

export async function runCollector(io: Io, flags: Flags): Promise<never> {
  settingsToEnvironment(io, flags);
  return become('../../../collector/src/main.js', []);
}
