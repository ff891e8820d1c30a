export { ConfigError, loadConfig, type ConfigSources } from './load-config.js';
export { ENGINE_CHOICES, LOG_LEVELS, MODES, SETTINGS, SETTING_NAMES, type Config, type EngineChoice, type LogLevel, type Mode, type SettingName } from './settings.js';
export { Secret } from './secret.js';
export { configWarnings, isLoopback } from './warnings.js';
export { ensureJwtSecret, readJwtSecret } from './jwt-secret.js';
export { CONFIG } from './token.js';
