import fc from 'fast-check';
import { EVENT_TYPES, type EventType } from '../event.js';
import type { Clock } from '../handler.js';
import { MAX_DATA_BYTES, MAX_STRING } from './caps.js';
import { decodeEvent, encodeEvent, MAX_LINE } from './codec.js';
import { eventFor, type EventFields } from './event-for.js';

const clock: Clock = { now: () => Date.UTC(2026, 2, 5), sleep: () => Promise.resolve() };
const connection = { src: { ip: '10.0.1.5', port: 40_000 }, dst: { ip: '10.0.2.9', port: 22 }, sessionId: '7f0c7c2e-52a1-4d43-9b6e-f6f2a2f6a001' };
const make = (fields: EventFields, type: EventType = 'command'): ReturnType<typeof eventFor> => eventFor(clock, 'ssh', connection, type, fields);

/** What an intruder may type: any code units at all, lone surrogates and control characters among them. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom('","src":{"ip":"6.6.6.6","port":1},"x":"', '\r\n{"id":"x"}', '\u2028\u2029\u0085\u0000\u001b[2J', 'a'.repeat(9_000), '\\"}\n'),
);
const fields: fc.Arbitrary<EventFields> = fc.record({
  user: typed, secret: typed, command: typed, request: typed, bytes: fc.nat(),
  data: fc.dictionary(typed, fc.oneof(typed, fc.array(typed, { maxLength: 5 }), fc.dictionary(typed, typed, { maxKeys: 4 }), fc.jsonValue()), { maxKeys: 6 })
    .map((record) => record as Record<string, unknown>),
}, { requiredKeys: [] });

describe('an event of a decoy', () => {
  it('stays one line, keeps its fields and its addresses, whatever an intruder types', () => {
    fc.assert(fc.property(fields, fc.constantFrom(...EVENT_TYPES), (said, type) => {
      const line = encodeEvent(make(said, type));
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      expect(line.length).toBeLessThanOrEqual(MAX_LINE);
      const read = decodeEvent(line);
      expect(read).toMatchObject({ src: connection.src, dst: connection.dst, sessionId: connection.sessionId, service: 'ssh', eventType: type });
      expect(Object.keys(read).filter((key) => !['id', 'at', 'sessionId', 'service', 'eventType', 'src', 'dst', ...Object.keys(said)].includes(key) && key !== 'data')).toEqual([]);
      expect(encodeEvent(read)).toBe(line);
    }), { numRuns: 400 });
  });

  it('survives bytes: what a line reader takes apart as Latin-1 or UTF-8 is the same single line', () => {
    fc.assert(fc.property(typed, (command) => {
      const bytes = Buffer.from(encodeEvent(make({ command })), 'utf8');
      expect(bytes.includes(10) || bytes.includes(13)).toBe(false);
      expect(decodeEvent(bytes.toString('utf8')).command).toBe(make({ command }).command);
    }));
  });

  it('is cut at the caps, and says so', () => {
    const event = make({ command: 'x'.repeat(MAX_STRING + 1), data: { big: Array.from({ length: 100 }, () => 'y'.repeat(1_000)), small: 1, truncated: 'typed' } });
    expect(event.command).toHaveLength(MAX_STRING);
    expect(event.data).toEqual({ small: 1, truncated: ['command', 'data.big'] });
    expect(Buffer.byteLength(JSON.stringify(event.data))).toBeLessThan(MAX_DATA_BYTES);
  });

  it('is not cut in the middle of a character', () => {
    expect(make({ user: `${'x'.repeat(MAX_STRING - 1)}😀` }).user).toBe('x'.repeat(MAX_STRING - 1));
  });

  it.each([
    ['an unknown field', (event: Record<string, unknown>) => ({ ...event, decky: 'other' })],
    ['a missing address', ({ src: _, ...event }: Record<string, unknown>) => event],
    ['a field more in an address', (event: Record<string, unknown>) => ({ ...event, src: { ip: '10.0.0.1', port: 1, name: 'x' } })],
    ['a port out of range', (event: Record<string, unknown>) => ({ ...event, dst: { ip: '10.0.0.1', port: 70_000 } })],
    ['an unknown event type', (event: Record<string, unknown>) => ({ ...event, eventType: 'boom' })],
    ['a time that is none', (event: Record<string, unknown>) => ({ ...event, at: '2026-99-01T00:00:00.000Z' })],
    ['a text that is too long', (event: Record<string, unknown>) => ({ ...event, user: 'x'.repeat(MAX_STRING + 1) })],
    ['data that is a list', (event: Record<string, unknown>) => ({ ...event, data: [] })],
    ['an id that is none', (event: Record<string, unknown>) => ({ ...event, id: '1' })],
  ])('is refused by the reader with %s', (_title, change) => {
    const line = JSON.stringify(change(JSON.parse(encodeEvent(make({ user: 'root' }))) as Record<string, unknown>));
    expect(() => decodeEvent(line)).toThrow(/malformed decoy event/);
  });

  it.each(['', 'null', '[]', '"x"', '{', '{}'])('is refused by the reader as %j', (line) => {
    expect(() => decodeEvent(line)).toThrow(/malformed decoy event/);
  });
});
