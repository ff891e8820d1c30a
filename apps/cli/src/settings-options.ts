import { SETTINGS, SETTING_NAMES, type SettingName } from '@decnet/platform/config';
import { Option, type Command } from 'commander';

/** Every user of the machine can read the arguments of a process: secrets come from the environment or decnet.ini only. */
const SECRETS: readonly SettingName[] = ['adminPassword', 'jwtSecret', 'dbUrl'];
const flagOf = (name: SettingName): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function settingOption(name: SettingName): Option {
  return new Option(`${flagOf(name)} <value>`, `${SETTINGS[name].help} (${SETTINGS[name].env})`);
}

/** The settings by which a command finds its server and its data folder. */
export function addCommonSettings(program: Command): Command {
  for (const name of ['host', 'port', 'dataDir'] as const) program.addOption(settingOption(name));
  return program.option('--config <file>', 'settings file instead of ./decnet.ini');
}

/** The other settings, for commands that are a process. */
export function addProcessSettings(command: Command): Command {
  const common: readonly SettingName[] = ['host', 'port', 'dataDir'];
  for (const name of SETTING_NAMES) if (!common.includes(name) && !SECRETS.includes(name)) command.addOption(settingOption(name));
  const secrets = SECRETS.map((name) => `  ${SETTINGS[name].env.padEnd(24)}${SETTINGS[name].help}`);
  return command.addHelpText('after', `\nOnly in the environment or decnet.ini, where not every user of the machine can read them:\n${secrets.join('\n')}`);
}
