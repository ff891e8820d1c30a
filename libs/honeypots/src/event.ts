import type { Address } from './handler.js';

export const EVENT_TYPES = [
  'connect', 'disconnect', 'login', 'command', 'request', 'download', 'upload', 'forward', 'scan', 'error', 'session.open', 'session.close',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
export type EventOutcome = 'success' | 'failure' | 'refused' | 'filtered';

/**
 * What a decoy says happened. Who said it (maze, decky, host) is added by the collector from what it knows and never read from here.
 * Everything an intruder typed is data: strings are capped and what is cut is marked in `data.truncated`.
 */
export interface DecoyEvent {
  /** uuid v4; makes repeats harmless. */
  id: string;
  /** RFC 3339, UTC, with milliseconds. */
  at: string;
  sessionId: string;
  service: string;
  eventType: EventType;
  src: Address;
  dst: Address;
  outcome?: EventOutcome;
  user?: string;
  secret?: string;
  command?: string;
  request?: string;
  bytes?: number;
  data?: Record<string, unknown>;
}
