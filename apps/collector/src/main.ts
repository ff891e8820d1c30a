import { CollectorModule, CollectorRunner } from '@decnet/capture';
import { EngineClient, engineSocketPath } from '@decnet/engine';
import { runWorker } from '@decnet/workers';

/** Brings what the decoys of this machine's engine host reported into the store. */
await runWorker({
  name: 'collector',
  work: ({ dataDir, engineHost, ingestLogFile, eventRetentionDays }) => CollectorModule.forRoot({
    engine: new EngineClient(engineSocketPath(dataDir)), engineHost, ingestLogFile: ingestLogFile ?? null, retentionDays: eventRetentionDays,
  }),
  lastWorkAt: (app) => app.get(CollectorRunner, { strict: false }).collector.lastWorkedAt,
});
