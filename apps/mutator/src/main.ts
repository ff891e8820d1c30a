import { parseArgs } from 'node:util';
import { EngineClient, engineSocketPath } from '@decnet/engine';
import { MutatorModule, MutatorRunner } from '@decnet/mutator';
import { runWorker } from '@decnet/workers';

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });

/** Works on the mazes of this machine's engine host; any number may run beside each other. */
await runWorker(
  'mutator',
  ({ dataDir, engineHost, leaseMs }) => MutatorModule.forRoot({ engine: new EngineClient(engineSocketPath(dataDir)), engineHost, leaseMs }),
  values.once ? (app) => app.get(MutatorRunner, { strict: false }).reconciler.idle() : undefined,
);
