import { BusService, topics } from '@decnet/bus';
import type { Engine, SpooledEvent } from '@decnet/engine';
import type { Database, NewCapturedEvent } from '@decnet/persistence';
import type { IngestLog } from './ingest-log.js';

const BATCH = 500;
const WAIT_MS = 10_000;
const RETRY_MS = 1_000;

export interface CollectorOptions {
  engine: Engine;
  database: Database;
  bus: BusService;
  /** Name of the host whose engine this is; the cursor is kept under it. */
  engineHost: string;
  ingestLog: IngestLog | null;
  onError(error: unknown): void;
}

/**
 * Brings what the decoys reported from the engine's spool into the store. The cursor is committed in the same
 * transaction as the events that it stands behind, so a restart repeats and loses nothing.
 */
export class Collector {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  /** When a batch was last stored or found empty; null until then. */
  lastWorkedAt: Date | null = null;

  constructor(private readonly options: CollectorOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    /** Undefined: ask the database where the last batch ended. */
    let cursor: string | null | undefined;
    let complained = false;
    while (!signal.aborted) {
      try {
        if (cursor === undefined) cursor = await this.options.database.capturedEvents.cursorOf(this.options.engineHost);
        cursor = await this.collect(cursor, signal);
        this.lastWorkedAt = new Date();
        complained = false;
      } catch (error) {
        if (signal.aborted) return;
        // One line for an outage, not one a second.
        if (!complained) this.options.onError(error);
        complained = true;
        cursor = undefined;
        await pause(RETRY_MS, signal);
      }
    }
  }

  /** One batch. @returns the cursor behind it */
  private async collect(cursor: string | null, signal: AbortSignal): Promise<string> {
    const batch = await this.options.engine.events(cursor, { limit: BATCH, waitMs: WAIT_MS, signal });
    if (batch.cursor === cursor) return batch.cursor;
    const rows = batch.events.map(toRow);
    const { stored } = await this.options.database.capturedEvents.append(rows, { engineHost: this.options.engineHost, cursor: batch.cursor });
    await this.options.ingestLog?.write(stored);
    if (stored.length > 0) this.options.bus.publishSafely(topics.attackerObserved(), 'attacker.observed', { count: stored.length });
    return batch.cursor;
  }
}

/** Who said it comes from the spool, what was said from the decoy: a line of an intruder's can set neither maze nor decky. */
function toRow({ scope, deckyId, deckyName, lan, event }: SpooledEvent): NewCapturedEvent {
  return {
    id: event.id,
    at: event.at,
    topologyId: scope,
    deckyId,
    deckyName,
    lan,
    service: event.service,
    sessionId: event.sessionId,
    eventType: event.eventType,
    srcIp: event.src.ip,
    srcPort: event.src.port,
    dstIp: event.dst.ip,
    dstPort: event.dst.port,
    outcome: event.outcome ?? null,
    user: event.user ?? null,
    secret: event.secret ?? null,
    command: event.command ?? null,
    request: event.request ?? null,
    bytes: event.bytes ?? null,
    data: event.data ?? null,
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
