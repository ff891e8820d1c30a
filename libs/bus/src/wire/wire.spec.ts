import fc from 'fast-check';
import { frame } from '../../test/raw-client.js';
import { FrameReader } from './frame-reader.js';
import { Outbox } from './outbox.js';

const header = fc.stringMatching(/^[ -~]{0,60}$/);
const body = fc.oneof(fc.string({ maxLength: 50, unit: 'grapheme' }), fc.integer({ min: 0, max: 90_000 }).map((length) => 'y'.repeat(length)));
const frames = fc.array(fc.tuple(header, body), { minLength: 1, maxLength: 8 });

function read(chunks: Buffer[]): [string, string][] {
  const seen: [string, string][] = [];
  const reader = new FrameReader((bytes, start, headerEnd, bodyStart, end) => seen.push([bytes.toString('latin1', start, headerEnd), bytes.toString('utf8', bodyStart, end)]) > 0);
  for (const chunk of chunks) reader.push(chunk);
  return seen;
}

test('frames come out as they went in, however their bytes are cut', () => {
  fc.assert(fc.property(frames, fc.array(fc.nat(), { maxLength: 12 }), (sent, cuts) => {
    const bytes = Buffer.concat(sent.map(([h, b]) => frame(h, b)));
    const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted((a, b) => a - b);
    expect(read(places.slice(1).map((end, at) => bytes.subarray(places[at], end)))).toEqual(sent);
  }));
});

test('frames come out as they went in, byte by byte', () => {
  const sent: [string, string][] = [['PUB a', '{"a":1}'], ['SUB a', ''], ['PUB b', 'x'.repeat(3_000)]];
  expect(read([...Buffer.concat(sent.map(([h, b]) => frame(h, b)))].map((byte) => Buffer.of(byte)))).toEqual(sent);
});

describe('an outbox', () => {
  test('gives out everything that was added, in order, whether as text or as bytes', () => {
    fc.assert(fc.property(fc.array(fc.tuple(header, body, fc.boolean(), fc.boolean())), (added) => {
      const outbox = new Outbox(64 * 1024 * 1024);
      const taken: Buffer[] = [];
      let count = 0;
      for (const [h, b, asText, takeNow] of added) {
        if (asText) outbox.addText(h, b);
        else outbox.add(frame(h, b), 1);
        if (!takeNow) continue;
        for (const batch of outbox.take(100_000)) { taken.push(Buffer.from(batch.bytes)); count += batch.frames; }
      }
      for (const batch of outbox.take(Infinity)) { taken.push(batch.bytes); count += batch.frames; }
      expect(Buffer.concat(taken).equals(Buffer.concat(added.map(([h, b]) => frame(h, b))))).toBe(true);
      expect([count, outbox.size, outbox.takeDropped()]).toEqual([added.length, 0, 0]);
    }));
  });

  test('keeps the newest within its limit, whole frames only, and counts the rest', () => {
    fc.assert(fc.property(fc.array(fc.tuple(body, fc.boolean()), { minLength: 1, maxLength: 60 }), (added) => {
      const outbox = new Outbox(300_000);
      for (const [at, [b, asText]] of added.entries()) {
        if (asText) outbox.addText(`N ${at}`, b);
        else outbox.add(frame(`N ${at}`, b), 1);
        expect(outbox.size).toBeLessThanOrEqual(300_000);
      }
      const dropped = outbox.takeDropped();
      const kept = read(outbox.take(Infinity).map(({ bytes }) => bytes));
      expect(kept).toEqual(added.slice(dropped).map(([b], n) => [`N ${dropped + n}`, b]));
    }));
  });

  test('refuses a body that is too long, and keeps what it had', () => {
    const outbox = new Outbox(8 * 1024 * 1024);
    outbox.addText('N 1', 'short');
    expect(() => outbox.addText('N 2', 'ü'.repeat(524_289))).toThrow(RangeError);
    outbox.addText('N 3', 'ü'.repeat(524_288));
    expect(read(outbox.take(Infinity).map(({ bytes }) => bytes)).map(([h]) => h)).toEqual(['N 1', 'N 3']);
  });
});
