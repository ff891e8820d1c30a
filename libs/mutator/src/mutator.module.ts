import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, type DynamicModule, Inject, Injectable, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { BusService } from '@decnet/bus';
import type { Engine } from '@decnet/engine';
import { Database } from '@decnet/persistence';
import { DriftWatch } from './drift-watch.js';
import { Reconciler } from './reconciler.js';
import type { WorkContext } from './work-context.js';

export interface MutatorOptions {
  engine: Engine;
  engineHost: string;
  leaseMs: number;
  /** Name under which leases are held. Those that are held under it at the start are its dead predecessor's, and end at once; random when there can be none. */
  owner?: string;
  pollMs?: number;
  lookMs?: number;
  /** For tests: see {@link WorkContext.checkpoint}. */
  checkpoint?: WorkContext['checkpoint'];
}

const OPTIONS = Symbol('mutator options');

/** Runs a reconciler and its drift watch for as long as the application lives. */
@Injectable()
export class MutatorRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly reconciler: Reconciler;
  readonly driftWatch: DriftWatch;
  private readonly context: WorkContext;

  constructor(@Inject(OPTIONS) options: MutatorOptions, database: Database, bus: BusService) {
    const logger = new Logger('Mutator');
    const { engine, engineHost, leaseMs, owner = randomUUID(), pollMs, lookMs, checkpoint } = options;
    const log = { info: (message: string) => logger.log(message), warn: (message: string) => logger.warn(message) };
    this.context = { engine, database, bus, engineHost, owner, leaseMs, log, checkpoint };
    this.reconciler = new Reconciler(this.context, pollMs);
    this.driftWatch = new DriftWatch(this.context, this.reconciler, lookMs);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.context.database.leases.takeOver(this.context.owner);
    this.reconciler.start();
    this.driftWatch.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.driftWatch.stop();
    await this.reconciler.stop();
  }
}

@Module({})
export class MutatorModule {
  static forRoot(options: MutatorOptions): DynamicModule {
    return { module: MutatorModule, providers: [{ provide: OPTIONS, useValue: options }, MutatorRunner], exports: [MutatorRunner] };
  }
}
