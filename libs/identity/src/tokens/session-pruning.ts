import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Database } from '@decnet/persistence';
import { Logger } from '@decnet/platform';

const EVERY_MS = 3600 * 1000;

/** Removes expired sessions. They are worth nothing before that, too; this only keeps the table small. */
@Injectable()
export class SessionPruning implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database, private readonly logger: Logger) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.database.sessions.prune().catch((error: unknown) => this.logger.warn('expired sessions could not be removed', error));
    }, EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}
