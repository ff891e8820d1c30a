import { parseArgs } from 'node:util';
import { engineStateDir, EXIT_ALREADY_RUNNING, startEmbeddedEngine } from '@decnet/engine';
import { SocketInUse } from '@decnet/platform/sockets';
import { engineLog, openLog, withoutWords } from './log.js';
import { runEngineHost } from './run-engine-host.js';

const { values } = parseArgs({ options: { data: { type: 'string' }, parent: { type: 'boolean', default: false } } });
const dataDir = values.data ?? process.env['DECNET_DATA_DIR'] ?? './.decnet';
const log = openLog(process.env['DECNET_LOG_LEVEL'] ?? 'info');

try {
  const openEngine = () => startEmbeddedEngine({ stateDir: engineStateDir(dataDir), log: engineLog(log) });
  await runEngineHost({ dataDir, parent: values.parent, openEngine, log });
} catch (error) {
  const inUse = error instanceof SocketInUse;
  log.fatal(inUse ? {} : { error: withoutWords(error), reason: String(error) }, inUse ? error.message : 'the engine host cannot start');
  process.exit(inUse ? EXIT_ALREADY_RUNNING : 1);
}
