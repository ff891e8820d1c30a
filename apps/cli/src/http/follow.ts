import { setTimeout as pause } from 'node:timers/promises';
import { Unreachable } from '../exit.js';
import type { ApiClient, Query } from './client.js';
import type { ServerEvent } from './sse.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** A server that restarts is back by then. */
const ATTEMPTS = 12;

interface FollowOptions {
  query?: Query;
  /** Ends the stream without an error. */
  signal: AbortSignal;
  lastEventId?: string;
}

/** An event stream that comes back after every loss, from the event where it was lost. @throws Unreachable when nobody answers for long */
export async function* follow(client: ApiClient, path: string, { query, signal, lastEventId }: FollowOptions): AsyncGenerator<ServerEvent> {
  let cursor = lastEventId;
  let failures = 0;
  while (!signal.aborted) {
    try {
      for await (const event of client.stream(path, { ...(query && { query }), lastEventId: cursor, signal })) {
        cursor = event.id ?? cursor;
        failures = 0;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      // A stream that breaks off is a TypeError of fetch; a refusal is the caller's business.
      if (!(error instanceof Unreachable || error instanceof TypeError)) throw error;
      failures += 1;
      if (failures === ATTEMPTS || cursor === undefined) throw error;
    }
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
  }
}
