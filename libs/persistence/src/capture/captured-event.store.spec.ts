import { randomUUID } from 'node:crypto';
import { aCapturedEvent, aMaze, appliedButToldFailed, aTopology, describeOnEachDatabase } from '@decnet/testing';
import type { Database } from '../database/database.js';

describeOnEachDatabase('captured events', (open) => {
  let db: Database;
  let maze: string;
  beforeAll(async () => { db = await open(); });
  beforeEach(async () => { maze = await stored(); });

  async function stored(): Promise<string> {
    const topology = aTopology();
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, aMaze(), { actor: 'tester' }));
    return topology.id;
  }
  const from = (cursor: string, engineHost = 'here') => ({ engineHost, cursor });

  it('stores a batch with the collector\'s cursor and gives it back as it was', async () => {
    const host = randomUUID();
    expect(await db.capturedEvents.cursorOf(host)).toBeNull();
    const before = await db.capturedEvents.latestSeq();
    const events = [aCapturedEvent(maze, { secret: 'pässwörd 🐙\u0000', bytes: 2 ** 40, data: { headers: { a: 'b' } } }), aCapturedEvent(maze, { lan: null, outcome: null })];
    const { stored: rows, duplicates, orphaned } = await db.capturedEvents.append(events, from('c1', host));
    expect(rows).toEqual(events.map((event, n) => ({ ...event, seq: before + 1 + n })));
    expect([duplicates, orphaned]).toEqual([0, 0]);
    expect(await db.capturedEvents.after(before, 10)).toEqual(rows);
    expect(await db.capturedEvents.latestSeq()).toBe(before + 2);
    await db.capturedEvents.append([], from('c2', host));
    expect(await db.capturedEvents.cursorOf(host)).toBe('c2');
  });

  it('passes over what it knows: within the batch, over batches, and does not count it again', async () => {
    const deckyId = randomUUID();
    const [one, two] = [aCapturedEvent(maze, { deckyId }), aCapturedEvent(maze, { deckyId })];
    await db.capturedEvents.append([one], from('1'));
    const again = await db.capturedEvents.append([one, two, two], from('2'));
    expect(again.stored.map(({ id }) => id)).toEqual([two.id]);
    expect(again.duplicates).toBe(2);
    expect((await db.capturedEvents.page({ topologyId: maze }, null, 10)).map(({ id }) => id)).toEqual([two.id, one.id]);
    expect(await db.capturedEvents.counts(maze)).toMatchObject([{ deckyId, count: 2 }]);
  });

  it('counts per decky with the last time and source, whatever order they come in', async () => {
    const deckyId = randomUUID();
    const at = (minute: number, srcIp: string) => aCapturedEvent(maze, { deckyId, at: `2026-01-01T00:0${minute}:00.000Z`, srcIp });
    await db.capturedEvents.append([at(1, '192.0.2.1'), at(5, '192.0.2.5'), at(3, '192.0.2.3')], from('1'));
    expect(await db.capturedEvents.counts(maze)).toEqual([{ deckyId, count: 3, lastAt: '2026-01-01T00:05:00.000Z', lastSrcIp: '192.0.2.5' }]);
    await db.capturedEvents.append([at(4, '192.0.2.4')], from('2'));
    expect(await db.capturedEvents.counts(maze)).toEqual([{ deckyId, count: 4, lastAt: '2026-01-01T00:05:00.000Z', lastSrcIp: '192.0.2.5' }]);
    await db.capturedEvents.append([at(6, '192.0.2.6')], from('3'));
    expect(await db.capturedEvents.counts(maze)).toEqual([{ deckyId, count: 5, lastAt: '2026-01-01T00:06:00.000Z', lastSrcIp: '192.0.2.6' }]);
  });

  it('drops events of a maze that is gone, and goes with its maze', async () => {
    await db.capturedEvents.append([aCapturedEvent(maze)], from('1'));
    await db.unitOfWork.run(async (tx) => db.mazes.remove(tx, await db.mazes.bump(tx, maze, {}, { version: 0 })));
    expect(await db.capturedEvents.page({ topologyId: maze }, null, 10)).toEqual([]);
    expect(await db.capturedEvents.counts(maze)).toEqual([]);
    expect(await db.capturedEvents.append([aCapturedEvent(maze)], from('2'))).toEqual({ stored: [], duplicates: 0, orphaned: 1 });
  });

  it('cuts what an intruder made too long for its column, so that one event cannot hold up the rest', async () => {
    const long = 'x'.repeat(70_000);
    const { stored: [row] } = await db.capturedEvents.append([aCapturedEvent(maze, { command: long, sessionId: long, deckyName: long, service: long })], from('1'));
    expect([row!.command!.length, row!.sessionId.length, row!.deckyName.length, row!.service.length]).toEqual([70_000, 64, 64, 64]);
    expect(await db.capturedEvents.after(row!.seq - 1, 1)).toEqual([row]);
  });

  it('filters by each field and by time in any zone, newest first, paged by seq', async () => {
    const wanted = aCapturedEvent(maze, { service: 'http', eventType: 'request', srcIp: '198.51.100.9', at: '2026-02-03T10:00:00.000Z' });
    const others = Array.from({ length: 5 }, (_, n) => aCapturedEvent(maze, { at: `2026-02-0${n + 4}T10:00:00.000Z` }));
    await db.capturedEvents.append([wanted, ...others], from('1'));
    const ids = async (filter: object) => (await db.capturedEvents.page({ topologyId: maze, ...filter }, null, 10)).map(({ id }) => id);
    for (const filter of [{ service: 'http' }, { eventType: 'request' }, { src: '198.51.100.9' }, { deckyId: wanted.deckyId }, { to: '2026-02-04T12:00:00+02:00' }]) {
      expect(await ids(filter)).toEqual([wanted.id]);
    }
    expect(await ids({ from: '2026-02-08T10:00:00Z' })).toEqual([others[4]!.id]);
    const first = await db.capturedEvents.page({ topologyId: maze }, null, 4);
    const rest = await db.capturedEvents.page({ topologyId: maze }, first[3]!.seq, 4);
    expect([...first, ...rest].map(({ id }) => id)).toEqual([wanted, ...others].reverse().map(({ id }) => id));
  });

  it('numbers in commit order without gaps while many collectors append at once', async () => {
    const other = await open();
    const before = await db.capturedEvents.latestSeq();
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? db : other).capturedEvents.append(
      Array.from({ length: 5 }, () => aCapturedEvent(maze)), from('x', `host-${n}`))));
    const seqs = (await db.capturedEvents.after(before, 1_000)).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 100 }, (_, n) => before + 1 + n));
  });

  it('stores the same event once when several collectors bring it at the same moment', async () => {
    const other = await open();
    const deckyId = randomUUID();
    const events = Array.from({ length: 20 }, () => aCapturedEvent(maze, { deckyId }));
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 === 0 ? db : other).capturedEvents.append(events, from('x', `host-${n}`))));
    expect(results.map(({ stored: rows }) => rows.length).sort((a, b) => b - a)).toEqual([20, ...Array.from({ length: 9 }, () => 0)]);
    expect(await db.capturedEvents.counts(maze)).toMatchObject([{ deckyId, count: 20 }]);
  });

  it('leaves nothing of a maze that is deleted while its events come in', async () => {
    const other = await open();
    const appends = Array.from({ length: 10 }, (_, n) => other.capturedEvents.append([aCapturedEvent(maze)], from('x', `host-${n}`)));
    await Promise.all([...appends, db.unitOfWork.run(async (tx) => db.mazes.remove(tx, await db.mazes.bump(tx, maze, {}, { version: 0 })))]);
    expect(await db.capturedEvents.page({ topologyId: maze }, null, 10)).toEqual([]);
    expect(await db.capturedEvents.counts(maze)).toEqual([]);
  });

  it('tells what it stored although every commit was told failed, and stores it once', async () => {
    const faulty = await open({ faults: appliedButToldFailed(1) });
    const events = [aCapturedEvent(maze), aCapturedEvent(maze)];
    const { stored: rows } = await faulty.capturedEvents.append(events, from('1', randomUUID()));
    expect(rows.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(await db.capturedEvents.page({ topologyId: maze }, null, 10)).toHaveLength(2);
  });

  it('prunes old events in batches, oldest first, and keeps the counts', async () => {
    const deckyId = randomUUID();
    const old = Array.from({ length: 5 }, (_, n) => aCapturedEvent(maze, { deckyId, at: `2001-01-0${n + 1}T00:00:00.000Z` }));
    const young = aCapturedEvent(maze, { deckyId });
    await db.capturedEvents.append([...old, young], from('1'));
    expect(await db.capturedEvents.prune('2002-01-01T00:00:00.000Z', 3)).toBe(3);
    expect((await db.capturedEvents.page({ topologyId: maze }, null, 10)).map(({ id }) => id)).toEqual([young.id, old[4]!.id, old[3]!.id]);
    expect(await db.capturedEvents.prune('2002-01-01T00:00:00.000Z', 3)).toBe(2);
    expect(await db.capturedEvents.counts(maze)).toMatchObject([{ count: 6 }]);
  });
});
