import { randomUUID } from 'node:crypto';
import type { CapturedEventFilter } from '@decnet/contract';
import { FakeEngine } from '@decnet/engine';
import { type Database } from '@decnet/persistence';
import { aCapturedEvent, describeOnEachDatabase } from '@decnet/testing';
import { VisitedMaze } from '../test/visited-maze.js';
import { matches } from './event-filter.js';

/** A page is filtered by the database, a stream by this process: whoever follows what a page began must not see another selection. */
describeOnEachDatabase('the filter of pages and streams', (open) => {
  let db: Database;
  beforeAll(async () => { db = await open(); });

  it('lets the same events through', async () => {
    const [one, two] = [await VisitedMaze.stored(db, new FakeEngine()), await VisitedMaze.stored(db, new FakeEngine())];
    const deckies = [randomUUID(), randomUUID()];
    const events = Array.from({ length: 64 }, (_, n) => aCapturedEvent(n & 1 ? one.id : two.id, {
      deckyId: deckies[n >> 1 & 1], service: n & 4 ? 'ssh' : 'http', eventType: n & 8 ? 'login' : 'connect', srcIp: n & 16 ? '192.0.2.1' : '2001:db8::1',
      at: `2026-01-0${(n & 7) + 1}T0${n >> 3}:00:00.000Z`,
    }));
    await db.capturedEvents.append(events, { engineHost: 'here', cursor: '1' });
    const rows = await db.capturedEvents.after(0, 500);
    const filters: CapturedEventFilter[] = [
      {}, { topologyId: one.id }, { topologyId: randomUUID() }, { deckyId: deckies[0] }, { service: 'ssh' }, { service: 'SSH' }, { service: '%' }, { eventType: 'login' },
      { src: '192.0.2.1' }, { src: '2001:db8::1' }, { src: '192.0.2.' }, { from: '2026-01-03T02:00:00.000Z' }, { to: '2026-01-03T02:00:00.000Z' },
      { from: '2026-01-03T03:00:00+01:00', to: '2026-01-05T00:00:00-02:00' }, { from: '2026-01-04' }, { from: '2026-01-04', to: '2026-01-04' },
      { topologyId: two.id, deckyId: deckies[1], service: 'http', eventType: 'connect', src: '2001:db8::1', from: '2026-01-01', to: '2027-01-01' },
    ];
    for (const filter of filters) {
      const page = await db.capturedEvents.page(filter, null, 500);
      expect([filter, rows.filter((row) => matches(row, filter)).map(({ seq }) => seq).reverse()]).toEqual([filter, page.map(({ seq }) => seq)]);
    }
    expect(rows.filter((row) => matches(row, filters.at(-1)!))).not.toEqual([]);
  });
});
