import { DomainError } from '@decnet/domain';
import { EVENT_TYPES, type DecoyEvent, type EventOutcome } from '../event.js';
import type { Address } from '../handler.js';
import { MAX_DATA_BYTES, MAX_STRING } from './caps.js';

/** No line is longer, whatever was typed: four texts of which every character is escaped, the data, and the rest. */
export const MAX_LINE = 4 * 6 * MAX_STRING + 6 * MAX_DATA_BYTES + 4_096;

const OUTCOMES: readonly EventOutcome[] = ['success', 'failure', 'refused', 'filtered'];
const FIELDS = ['id', 'at', 'sessionId', 'service', 'eventType', 'src', 'dst', 'outcome', 'user', 'secret', 'command', 'request', 'bytes', 'data'] as const;
/** What JSON leaves as it is but some reader takes for the end of a line or for a command to a terminal. */
const LINE_BREAKERS = /[\u007f-\u009f\u2028\u2029]/g;

/** The event as one line of JSON, without the line feed. */
export function encodeEvent(event: DecoyEvent): string {
  const ordered = Object.fromEntries(FIELDS.flatMap((field) => (event[field] === undefined ? [] : [[field, event[field]]])));
  return JSON.stringify(ordered).replace(LINE_BREAKERS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Reads a line of {@link encodeEvent}. Throws INVALID_REQUEST for anything that it could not have written. */
export function decodeEvent(line: string): DecoyEvent {
  if (line.length > MAX_LINE) throw malformed('too long');
  const event = parse(line);
  const unknown = Object.keys(event).find((key) => !(FIELDS as readonly string[]).includes(key));
  if (unknown !== undefined) throw malformed('unknown field');
  for (const [field, rule] of Object.entries(RULES)) {
    const value = event[field];
    if (value === undefined ? !OPTIONAL.has(field) : !rule(value)) throw malformed(field);
  }
  return event as unknown as DecoyEvent;
}

type Rule = (value: unknown) => boolean;

const isText: Rule = (value) => typeof value === 'string' && value.length <= MAX_STRING;
const isLabel: Rule = (value) => typeof value === 'string' && /^[a-z0-9_-]{1,64}$/i.test(value);
const isCount = (max: number): Rule => (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isAddress: Rule = (value) => {
  if (!isRecord(value) || Object.keys(value).length !== 2) return false;
  const { ip, port } = value as unknown as Address;
  return typeof ip === 'string' && /^[0-9a-f.:]{2,45}$/i.test(ip) && isCount(65_535)(port);
};
const isTime: Rule = (value) => {
  if (typeof value !== 'string') return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
};

const RULES: Record<(typeof FIELDS)[number], Rule> = {
  id: (value) => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value),
  at: isTime,
  sessionId: isLabel,
  service: isLabel,
  eventType: (value) => (EVENT_TYPES as readonly unknown[]).includes(value),
  src: isAddress,
  dst: isAddress,
  outcome: (value) => (OUTCOMES as readonly unknown[]).includes(value),
  user: isText, secret: isText, command: isText, request: isText,
  bytes: isCount(Number.MAX_SAFE_INTEGER),
  data: (value) => isRecord(value) && Buffer.byteLength(JSON.stringify(value)) <= 2 * MAX_DATA_BYTES,
};
const OPTIONAL: ReadonlySet<string> = new Set(['outcome', 'user', 'secret', 'command', 'request', 'bytes', 'data']);

function parse(line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw malformed('not JSON', { cause });
  }
  if (!isRecord(value)) throw malformed('not an object');
  return value;
}

/** Says which field, never what stood in it: the line comes from an intruder. */
function malformed(what: string, options?: ErrorOptions): DomainError {
  return new DomainError('INVALID_REQUEST', `malformed decoy event: ${what}`, {}, options);
}
