import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { EngineClient, engineSocketPath } from '@decnet/engine';
import { MutatorModule, MutatorRunner } from '@decnet/mutator';
import { runWorker } from '@decnet/workers';

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const reconcilerOf = (app: INestApplicationContext) => app.get(MutatorRunner, { strict: false }).reconciler;

/** Works on the mazes of this machine's engine host; any number may run beside each other. */
await runWorker({
  name: 'mutator',
  work: ({ dataDir, engineHost, leaseMs }) => MutatorModule.forRoot({ engine: new EngineClient(engineSocketPath(dataDir)), engineHost, leaseMs }),
  lastWorkAt: (app) => reconcilerOf(app).lastWorkedAt,
  ...(values.once && { until: (app: INestApplicationContext) => reconcilerOf(app).idle() }),
});
