import { type DynamicModule, Module } from '@nestjs/common';
import { BusModule, type BusService } from '@decnet/bus';
import { CaptureModule } from '@decnet/capture';
import { IdentityModule } from '@decnet/identity';
import { type Database, PersistenceModule } from '@decnet/persistence';
import { type Config, type Logger, PlatformModule, type Secret } from '@decnet/platform';
import { TopologyModule } from '@decnet/topology';
import { WorkersModule } from '@decnet/workers';

/** What the API stands on; whoever made it ends it. */
export interface ApiParts {
  config: Config;
  logger: Logger;
  database: Database;
  bus: BusService;
  jwtSecret: Secret;
  /** Further modules of the same process, such as the mutator under `up`. */
  modules?: DynamicModule[];
}

@Module({})
export class ApiModule {
  static forRoot({ config, logger, database, bus, jwtSecret, modules = [] }: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(config, logger),
        PersistenceModule.forRoot(database),
        BusModule.forRoot(bus),
        IdentityModule.forRoot(jwtSecret),
        TopologyModule.forRoot({ engineHost: config.engineHost }),
        CaptureModule,
        WorkersModule,
        ...modules,
      ],
    };
  }
}
