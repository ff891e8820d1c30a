import { randomUUID } from 'node:crypto';
import type { DecoyEvent, EventType } from '../event.js';
import type { Clock, Connection } from '../handler.js';
import { Cuts } from './caps.js';

/** What a handler says about something that happened; all else comes from the connection. */
export type EventFields = Partial<Pick<DecoyEvent, 'outcome' | 'user' | 'secret' | 'command' | 'request' | 'bytes' | 'data'>>;

const TEXTS = ['user', 'secret', 'command', 'request'] as const;

/**
 * An event of a connection, within the caps. Addresses and session come from the connection only; what was cut is named in `data.truncated`.
 */
export function eventFor(clock: Clock, service: string, connection: Omit<Connection, 'socket'>, eventType: EventType, fields: EventFields = {}): DecoyEvent {
  const { src, dst, sessionId } = connection;
  const cuts = new Cuts();
  const event: DecoyEvent = {
    id: randomUUID(), at: new Date(clock.now()).toISOString(), sessionId, service, eventType,
    src: { ip: src.ip, port: src.port }, dst: { ip: dst.ip, port: dst.port },
  };
  if (fields.outcome !== undefined) event.outcome = fields.outcome;
  for (const name of TEXTS) {
    const text = fields[name];
    if (text !== undefined) event[name] = cuts.text(text, name);
  }
  if (fields.bytes !== undefined) event.bytes = fields.bytes;
  const { truncated: _reserved, ...rest } = fields.data ?? {};
  const data = cuts.data(rest);
  if (cuts.fields.size > 0) data.truncated = [...cuts.fields].slice(0, 32);
  if (Object.keys(data).length > 0) event.data = data;
  return event;
}
