import { Controller, Get } from '@nestjs/common';
import { WorkerListResponse } from '@decnet/contract';
import { Access } from '@decnet/platform';
import { WorkerRegistry } from './worker-registry.js';

@Controller('workers')
export class WorkersController {
  constructor(private readonly registry: WorkerRegistry) {}

  /** Processes that work for this deployment, as far as this one has heard of them: alive, stale for a while, gone. */
  @Get()
  @Access('viewer')
  list(): WorkerListResponse {
    return { data: this.registry.list() };
  }
}
