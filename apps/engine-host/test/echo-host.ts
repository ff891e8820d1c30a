import { setTimeout as sleep } from 'node:timers/promises';
import { engineStateDir, loadConformance, startEmbeddedEngine } from '@decnet/engine';
import { openLog } from '../src/log.js';
import { runEngineHost } from '../src/run-engine-host.js';

/** The engine host with the conformance suite's own service, and steps that take their time. Arguments: data folder, milliseconds per step. */
const [, , dataDir = '', delay = '0', parent = ''] = process.argv;
const { echoKit } = await loadConformance();
const stepDelayMs = Number(delay);
await runEngineHost({
  dataDir,
  parent: parent === '--parent',
  openEngine: () => startEmbeddedEngine({
    stateDir: engineStateDir(dataDir), kit: echoKit(), beforeStep: stepDelayMs > 0 ? () => sleep(stepDelayMs) : undefined,
  }),
  log: openLog('silent'),
});
