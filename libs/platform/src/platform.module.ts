import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG, type Config } from './config/index.js';
import { HealthController, HealthRegistry, Metrics } from './health/index.js';
import { Logger } from './logger/index.js';
import { SseStreams } from './sse/index.js';

/** Settings, logger, streams, health and metrics for every module. Whoever uses it also brings a TOKEN_VERIFIER. */
@Module({})
export class PlatformModule {
  static forRoot(config: Config, logger: Logger): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      controllers: [HealthController],
      providers: [{ provide: CONFIG, useValue: config }, { provide: Logger, useValue: logger }, SseStreams, HealthRegistry, Metrics],
      exports: [CONFIG, Logger, SseStreams, HealthRegistry, Metrics],
    };
  }
}
