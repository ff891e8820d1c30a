import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from './database/database.js';

/** Offers the open {@link Database} to every module. Whoever opened it closes it. */
@Module({})
export class PersistenceModule {
  static forRoot(database: Database): DynamicModule {
    return { module: PersistenceModule, global: true, providers: [{ provide: Database, useValue: database }], exports: [Database] };
  }
}
