import { appendFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpoolRecord } from '../port.js';
import { Spool } from './spool.js';

const NOW = { limit: 10_000, waitMs: 0 };

function record(n: number, padding = 0): SpoolRecord {
  const address = { ip: '10.77.1.2', port: 22 };
  return {
    scope: 'maze', deckyId: 'd1', deckyName: 'decky-001', lan: 'lan-00',
    event: {
      id: `event-${n}`, at: '2026-01-01T00:00:00.000Z', sessionId: 's', service: 'ssh', eventType: 'command', src: address, dst: address,
      command: 'x'.repeat(padding),
    },
  };
}

const numbers = (batch: { events: SpoolRecord[] }): number[] => batch.events.map(({ event }) => Number(event.id.slice(6)));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('Spool', () => {
  let directory: string;
  const open: Spool[] = [];

  async function openSpool(options: Parameters<typeof Spool.open>[1] = {}): Promise<Spool> {
    const spool = await Spool.open(join(directory, 'spool'), options);
    open.push(spool);
    return spool;
  }

  async function filled(from: number, to: number, options: Parameters<typeof Spool.open>[1] = {}): Promise<Spool> {
    const spool = await openSpool(options);
    for (const n of range(from, to)) {
      spool.append(record(n));
      await spool.flush();
    }
    return spool;
  }

  const segmentFiles = async (): Promise<string[]> => (await readdir(join(directory, 'spool'))).filter((name) => name.endsWith('.jsonl')).sort();

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'decnet-spool-'));
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((spool) => spool.close()));
    await rm(directory, { recursive: true });
  });

  it('gives every event once and in order, whatever the size of the batches', async () => {
    const spool = await openSpool({ segmentBytes: 2_000 });
    for (const n of range(0, 500)) spool.append(record(n));
    await spool.flush();
    const seen: number[] = [];
    let cursor: string | null = null;
    for (let limit = 1; seen.length < 500; limit += 3) {
      const batch = await spool.read(cursor, { limit, waitMs: 0 });
      seen.push(...numbers(batch));
      cursor = batch.cursor;
    }
    expect(seen).toEqual(range(0, 500));
    expect((await spool.read(cursor, NOW)).events).toEqual([]);
  });

  it('resumes after each single event by that event\'s own cursor', async () => {
    const spool = await filled(0, 20, { segmentBytes: 1_000 });
    const { events } = await spool.read(null, NOW);
    const last = events.at(-1)!;
    for (const [i, { cursor }] of events.entries()) expect(numbers(await spool.read(cursor, NOW))).toEqual(range(i + 1, 20));
    expect((await spool.read(last.cursor, NOW)).events).toEqual([]);
  });

  it('continues after a restart where the cursor stands', async () => {
    const before = await filled(0, 3);
    const { cursor } = await before.read(null, NOW);
    await before.close();
    const after = await filled(3, 6);
    expect(numbers(await after.read(cursor, NOW))).toEqual([3, 4, 5]);
  });

  it('passes over a line torn by a crash and loses nothing behind it', async () => {
    await (await filled(0, 3)).close();
    await appendFile(join(directory, 'spool', (await segmentFiles())[0]!), '{"scope":"maze","deck');
    const spool = await filled(3, 5);
    expect(numbers(await spool.read(null, NOW))).toEqual([0, 1, 2, 3, 4]);
  });

  it('finds new events although a power cut took the end of what the cursor had passed', async () => {
    const before = await filled(0, 3);
    const { cursor } = await before.read(null, NOW);
    await before.close();
    await truncate(join(directory, 'spool', (await segmentFiles())[0]!), 10);
    const spool = await filled(3, 4);
    expect(numbers(await spool.read(cursor, NOW))).toEqual([3]);
  });

  it('removes segments that were read beyond, and only those', async () => {
    const spool = await filled(0, 30, { segmentBytes: 1_000 });
    const files = await segmentFiles();
    const { events } = await spool.read(null, NOW);
    expect(await segmentFiles()).toEqual(files);
    await spool.read(events[15]!.cursor, { limit: 1, waitMs: 0 });
    const left = await segmentFiles();
    expect(left.length).toBeLessThan(files.length);
    expect(numbers(await spool.read(events[15]!.cursor, NOW))).toEqual(range(16, 30));
  });

  it('stays within its size and says how much was lost', async () => {
    const troubles: string[] = [];
    const spool = await filled(0, 100, { segmentBytes: 1_000, maxBytes: 5_000, onTrouble: (message) => troubles.push(message) });
    const kept = numbers(await spool.read(null, NOW));
    expect(spool.stats().bytes).toBeLessThanOrEqual(6_000);
    expect(kept).toEqual(range(spool.stats().lost, 100));
    expect(spool.stats().lost).toBeGreaterThan(0);
    expect(troubles[0]).toMatch(/unread events were dropped/);
  });

  it('does not count as lost what a collector had read before it went', async () => {
    const spool = await filled(0, 2, { segmentBytes: 1_000, maxBytes: 2_000 });
    let cursor: string | null = null;
    for (const n of range(2, 60)) {
      cursor = (await spool.read(cursor, NOW)).cursor;
      spool.append(record(n));
      await spool.flush();
    }
    expect(spool.stats().lost).toBe(0);
  });

  it.each(['', 'nonsense', '00000000-1-0', '../../etc/passwd'])('starts at the oldest event for the foreign cursor %j', async (cursor) => {
    const spool = await filled(0, 3);
    expect(numbers(await spool.read(cursor, NOW))).toEqual([0, 1, 2]);
  });

  it('continues at the oldest event there is when the cursor\'s segment is gone', async () => {
    const spool = await filled(0, 4, { segmentBytes: 10 });
    const { events } = await spool.read(null, NOW);
    for (const n of range(4, 30)) {
      spool.append(record(n));
      await spool.flush();
    }
    await spool.read(events[3]!.cursor, { limit: 1, waitMs: 0 });
    expect(numbers(await spool.read(events[0]!.cursor, NOW))[0]).toBe(3);
  });

  it('wakes a waiting reader as soon as something is said', async () => {
    const spool = await filled(0, 1);
    const { cursor } = await spool.read(null, NOW);
    const waiting = spool.read(cursor, { limit: 10, waitMs: 60_000 });
    spool.append(record(1));
    expect(numbers(await waiting)).toEqual([1]);
  });

  it('ends a wait at its limit, on abort and when it is closed', async () => {
    const spool = await openSpool();
    expect((await spool.read(null, { limit: 1, waitMs: 5 })).events).toEqual([]);
    const abort = new AbortController();
    const aborted = spool.read(null, { limit: 1, waitMs: 60_000, signal: abort.signal });
    abort.abort();
    expect((await aborted).events).toEqual([]);
    const closed = spool.read(null, { limit: 1, waitMs: 60_000 });
    await spool.close();
    expect((await closed).events).toEqual([]);
  });

  it('drops and counts an event beyond the size of a record, and keeps its neighbours', async () => {
    const spool = await openSpool({ maxRecordBytes: 10_000 });
    spool.append(record(0));
    spool.append(record(1, 20_000));
    spool.append(record(2, 9_000));
    await spool.flush();
    expect(numbers(await spool.read(null, NOW))).toEqual([0, 2]);
    expect(spool.stats().lost).toBe(1);
  });

  it('reads lines longer than one chunk', async () => {
    const spool = await openSpool();
    spool.append(record(0, 900_000));
    spool.append(record(1));
    await spool.flush();
    expect(numbers(await spool.read(null, NOW))).toEqual([0, 1]);
  });

  it('keeps events in memory while the disk refuses, and writes them once it does not', async () => {
    let tell = (): void => undefined;
    const refused = new Promise<void>((resolve) => { tell = resolve; });
    const spool = await openSpool({ retryMs: 5, onTrouble: () => tell() });
    // A file of somebody else stands where the first segment belongs.
    const blocker = join(directory, 'spool', '00000001.jsonl');
    await writeFile(blocker, '');
    spool.append(record(0));
    await refused;
    await rm(blocker);
    await spool.flush();
    expect(numbers(await spool.read(null, NOW))).toEqual([0]);
    expect(spool.stats().lost).toBe(0);
  });

  it('is readable by its owner only', async () => {
    await filled(0, 1);
    expect((await stat(join(directory, 'spool'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'spool', '00000001.jsonl'))).mode & 0o777).toBe(0o600);
  });
});
