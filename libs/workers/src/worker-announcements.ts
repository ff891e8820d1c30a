import { type BeforeApplicationShutdown, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BusService, type Subscription, topics, WorkerAnnouncer } from '@decnet/bus';
import { WorkerRegistry } from './worker-registry.js';

/** Announces the workers of this process, and hears of those of all others. */
@Injectable()
export class WorkerAnnouncements implements BeforeApplicationShutdown, OnModuleDestroy {
  private readonly announcers: WorkerAnnouncer[] = [];
  private readonly subscription: Subscription;

  constructor(private readonly bus: BusService, private readonly registry: WorkerRegistry) {
    this.subscription = bus.subscribe(topics.anySystemHealth(), ({ topic, payload }) => {
      if (topic === topicOf(payload)) registry.note(payload);
    });
  }

  /**
   * From now until this process ends in an orderly way.
   * @param lastWorkAt when something last worked; null until then
   */
  announce(worker: string, lastWorkAt: () => Date | null): void {
    this.announcers.push(new WorkerAnnouncer(this.bus, { worker, lastWorkAt, onAnnounce: (message) => this.registry.note(message) }));
  }

  beforeApplicationShutdown(): void {
    for (const announcer of this.announcers.splice(0)) announcer.stop();
  }

  onModuleDestroy(): void {
    this.subscription.close();
  }
}

/** Where an announcement belongs, so that none is made in another worker's name. */
function topicOf(payload: unknown): string | null {
  const { worker } = (payload ?? {}) as { worker?: unknown };
  return typeof worker === 'string' ? `system.${worker}.health` : null;
}
