import type { EventType } from '../event.js';
import type { Connection, ServiceContext } from '../handler.js';
import { eventFor, type EventFields } from './event-for.js';

/** One session tells at most this much; whoever goes on is counted, so that a loop at the other end fills no disk. */
export const MAX_EVENTS = 5_000;

/** Tells what happens on one connection. */
export class Reporter {
  private told = 0;
  private untold = 0;

  constructor(private readonly context: ServiceContext, private readonly service: string, private readonly connection: Connection) {}

  report(eventType: EventType, fields?: EventFields): void {
    if (this.told >= MAX_EVENTS) {
      this.untold += 1;
      return;
    }
    this.told += 1;
    this.context.emit(eventFor(this.context.clock, this.service, this.connection, eventType, fields));
  }

  /** The last word; always told. */
  farewell(fields: EventFields): void {
    const data = this.untold > 0 ? { ...fields.data, untold: this.untold } : fields.data;
    this.context.emit(eventFor(this.context.clock, this.service, this.connection, 'disconnect', { ...fields, data }));
  }
}

/** Runs one connection between its `connect` and its `disconnect`, whichever way it ends. What `talk` gives back goes into the farewell. */
export async function conversation(
  context: ServiceContext, service: string, connection: Connection, talk: (reporter: Reporter) => Promise<Record<string, unknown> | void>,
): Promise<void> {
  const reporter = new Reporter(context, service, connection);
  const since = context.clock.now();
  reporter.report('connect');
  let data: Record<string, unknown> = {};
  try {
    data = await talk(reporter) ?? {};
  } finally {
    const { bytesRead = 0, bytesWritten = 0 } = connection.socket as { bytesRead?: number; bytesWritten?: number };
    reporter.farewell({ bytes: bytesRead, data: { ...data, bytesSent: bytesWritten, durationMs: context.clock.now() - since } });
  }
}
