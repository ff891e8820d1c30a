import { appendFile } from 'node:fs/promises';
import type { CapturedEventResponse } from '@decnet/contract';

/** DECNET_INGEST_LOG_FILE: every stored event once more as a JSON line, for whatever reads files. */
export class IngestLog {
  constructor(private readonly path: string, private readonly onError: (error: unknown) => void) {}

  /** A log that cannot be written never holds up the store. */
  async write(events: readonly CapturedEventResponse[]): Promise<void> {
    if (events.length === 0) return;
    try {
      await appendFile(this.path, events.map((event) => `${JSON.stringify(event)}\n`).join(''), { mode: 0o600 });
    } catch (error) {
      this.onError(error);
    }
  }
}
