import { type BeforeApplicationShutdown, type DynamicModule, Inject, Injectable, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { BusService } from '@decnet/bus';
import type { Engine } from '@decnet/engine';
import { Database } from '@decnet/persistence';
import { CapturedEventsController } from './captured-events.controller.js';
import { CapturedEventsService } from './captured-events.service.js';
import { CapturedStreams } from './captured-streams.js';
import { Collector } from './collector.js';
import { IngestLog } from './ingest-log.js';
import { pruneEvents } from './retention.js';

export interface CollectorSettings {
  engine: Engine;
  engineHost: string;
  /** Where every event is also written as a JSON line; null for nowhere. */
  ingestLogFile: string | null;
  retentionDays: number;
}

const SETTINGS = Symbol('collector settings');
const PRUNE_EVERY_MS = 3_600_000;

/** Runs the collector and the retention for as long as the application lives. */
@Injectable()
export class CollectorRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly collector: Collector;
  private readonly logger = new Logger('Collector');
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: CollectorSettings, private readonly database: Database, bus: BusService) {
    const { engine, engineHost, ingestLogFile } = settings;
    const onError = (error: unknown) => this.logger.warn(`collecting events failed, trying again: ${String(error)}`);
    const ingestLog = ingestLogFile === null ? null : new IngestLog(ingestLogFile, onError);
    this.collector = new Collector({ engine, database, bus, engineHost, ingestLog, onError });
  }

  onApplicationBootstrap(): void {
    this.collector.start();
    this.timer = setInterval(() => this.prune(), PRUNE_EVERY_MS).unref();
    this.prune();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.collector.stop();
  }

  private prune(): void {
    pruneEvents(this.database, this.settings.retentionDays, new Date()).catch((error: unknown) => this.logger.warn(`removing old events failed: ${String(error)}`));
  }
}

/** Routes and live tail of what decoys caught. */
@Module({ controllers: [CapturedEventsController], providers: [CapturedEventsService, CapturedStreams], exports: [CapturedEventsService] })
export class CaptureModule {}

/** Brings what the decoys of one engine host reported into the store. */
@Module({})
export class CollectorModule {
  static forRoot(settings: CollectorSettings): DynamicModule {
    return { module: CollectorModule, providers: [{ provide: SETTINGS, useValue: settings }, CollectorRunner], exports: [CollectorRunner] };
  }
}
