import { type DynamicModule, Global, Module } from '@nestjs/common';
import { BusService } from './bus.service.js';

/** Offers one BusService to a whole process; whoever made it closes it. */
@Global()
@Module({})
export class BusModule {
  static forRoot(bus: BusService): DynamicModule {
    return { module: BusModule, providers: [{ provide: BusService, useValue: bus }], exports: [BusService] };
  }
}
