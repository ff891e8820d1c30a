import { jest } from '@jest/globals';
import { FakeEngine } from '@decnet/engine';
import type { Database } from '@decnet/persistence';
import { aCapturedEvent, describeOnEachDatabase } from '@decnet/testing';
import { VisitedMaze } from '../test/visited-maze.js';
import { pruneEvents } from './retention.js';

describeOnEachDatabase('retention', (open) => {
  let db: Database;
  beforeAll(async () => { db = await open(); });

  it('removes what is older than its days in batches that no writer waits for, and keeps counts and the rest', async () => {
    const { id } = await VisitedMaze.stored(db, new FakeEngine());
    const now = new Date('2026-06-30T12:00:00.000Z');
    const deckyId = 'd';
    const at = (time: string) => aCapturedEvent(id, { deckyId, at: time });
    const old = Array.from({ length: 2_300 }, () => at('2026-05-31T11:59:59.999Z'));
    const young = [at('2026-05-31T12:00:00.000Z'), at('2026-06-30T11:00:00.000Z'), at('2026-07-01T00:00:00.000Z')];
    await db.capturedEvents.append([...old, ...young], { engineHost: 'here', cursor: '1' });
    const prune = jest.spyOn(db.capturedEvents, 'prune');
    const writer = (async () => {
      for (let n = 0; n < 5; n += 1) await db.capturedEvents.append([at('2026-06-30T12:00:00.000Z')], { engineHost: 'here', cursor: `1${n}` });
    })();
    expect(await pruneEvents(db, 30, now)).toBe(2_300);
    await writer;
    expect(prune.mock.calls).toEqual([['2026-05-31T12:00:00.000Z', 1_000], ['2026-05-31T12:00:00.000Z', 1_000], ['2026-05-31T12:00:00.000Z', 1_000]]);
    const left = await db.capturedEvents.page({ topologyId: id }, null, 500);
    expect(left.map((event) => event.at).sort()).toEqual([...young.map((event) => event.at), ...Array.from({ length: 5 }, () => '2026-06-30T12:00:00.000Z')].sort());
    expect(await db.capturedEvents.counts(id)).toMatchObject([{ count: 2_308 }]);
    expect(await pruneEvents(db, 30, now)).toBe(0);
  });
});
