import { Global, Module } from '@nestjs/common';
import { WorkerAnnouncements } from './worker-announcements.js';
import { WorkerRegistry } from './worker-registry.js';
import { WorkersController } from './workers.controller.js';

/** Who works here: announced, heard, listed. */
@Global()
@Module({
  controllers: [WorkersController],
  providers: [WorkerAnnouncements, { provide: WorkerRegistry, useFactory: () => new WorkerRegistry() }],
  exports: [WorkerAnnouncements],
})
export class WorkersModule {}
