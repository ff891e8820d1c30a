import { hostname } from 'node:os';
import type { WorkerHealthMessage } from '@decnet/contract';
import type { BusService } from './bus.service.js';
import { topics } from './topics.js';

export const ANNOUNCE_EVERY_MS = 10_000;

export interface AnnouncedWorker {
  /** What it does: api, mutator, collector, bus … */
  worker: string;
  /** When something last worked; null until then. */
  lastWorkAt(): Date | null;
  /** Hears what is announced in this process, whatever the bus carries. */
  onAnnounce?(message: WorkerHealthMessage): void;
}

/** Says on the bus, now and every ten seconds, that a worker of this process lives and when it last did something. */
export class WorkerAnnouncer {
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly bus: BusService, private readonly announced: AnnouncedWorker, everyMs = ANNOUNCE_EVERY_MS) {
    this.timer = setInterval(() => this.say(false), everyMs).unref();
    this.say(false);
  }

  /** Says that it ends: nobody need wait to find that out. The bus has to be closed in an orderly way after this. */
  stop(): void {
    clearInterval(this.timer);
    this.say(true);
  }

  private say(stopped: boolean): void {
    const { worker, lastWorkAt, onAnnounce } = this.announced;
    const message: WorkerHealthMessage = {
      worker, host: hostname(), pid: process.pid, uptimeS: Math.round(process.uptime()), lastWorkAt: lastWorkAt()?.toISOString() ?? null, stopped,
    };
    onAnnounce?.(message);
    this.bus.publishSafely(topics.systemHealth(worker), 'worker.health', message);
  }
}
