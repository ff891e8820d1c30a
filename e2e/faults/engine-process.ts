import { runEngineHost } from '../../apps/engine-host/src/run-engine-host.js';
import { openLog } from '../../apps/engine-host/src/log.js';
import { ScriptedEngine } from './scripted-engine.js';

/** An engine host with a fake engine: it outlives the mutators that are killed. Arguments: data folder, pace in milliseconds. */
const [, , dataDir = '', paceMs = '0'] = process.argv;
await runEngineHost({ dataDir, parent: true, openEngine: async () => new ScriptedEngine(Number(paceMs)), log: openLog('silent') });
