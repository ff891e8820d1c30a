import { CollectorModule } from '@decnet/capture';
import { EngineClient, engineSocketPath } from '@decnet/engine';
import { runWorker } from '@decnet/workers';

/** Brings what the decoys of this machine's engine host reported into the store. */
await runWorker('collector', ({ dataDir, engineHost, ingestLogFile, eventRetentionDays }) => CollectorModule.forRoot({
  engine: new EngineClient(engineSocketPath(dataDir)), engineHost, ingestLogFile: ingestLogFile ?? null, retentionDays: eventRetentionDays,
}));
