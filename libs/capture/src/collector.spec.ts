import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CapturedEventResponse } from '@decnet/contract';
import { type Engine, FakeEngine } from '@decnet/engine';
import type { Database } from '@decnet/persistence';
import { appliedButToldFailed, describeOnEachDatabase, type FaultRule, PlannedFaults, RecordingBus } from '@decnet/testing';
import { VisitedMaze } from '../test/visited-maze.js';
import { Collector, type CollectorOptions } from './collector.js';
import { IngestLog } from './ingest-log.js';

describeOnEachDatabase('the collector', (open) => {
  let db: Database;
  let engine: FakeEngine;
  let maze: VisitedMaze;
  let engineHost: string;
  const collectors: Collector[] = [];
  beforeAll(async () => { db = await open(); });
  beforeEach(async () => {
    engine = new FakeEngine();
    engineHost = randomUUID();
    maze = await VisitedMaze.stored(db, engine);
  });
  afterEach(() => Promise.all(collectors.splice(0).map((collector) => collector.stop())));

  function collect(overrides: Partial<CollectorOptions> = {}): Collector {
    const options: CollectorOptions = { engine, database: db, bus: new RecordingBus(), engineHost, ingestLog: null, onError: () => undefined, ...overrides };
    const collector = new Collector(options);
    collectors.push(collector);
    collector.start();
    return collector;
  }
  const stored = async (id = maze.id): Promise<CapturedEventResponse[]> => {
    const rows: CapturedEventResponse[] = [];
    for (let before: number | null = null; ;) {
      const page = await db.capturedEvents.page({ topologyId: id }, before, 500);
      rows.push(...page);
      if (page.length < 500) return rows.reverse();
      before = page.at(-1)!.seq;
    }
  };
  /** Waits until that many of the maze are stored: a lost one shows as a wait without end. */
  async function until(count: number): Promise<CapturedEventResponse[]> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const rows = await stored();
      if (rows.length >= count) return rows;
      if (Date.now() > deadline) throw new Error(`${rows.length} of ${count} events within 20 s`);
      await delay(20);
    }
  }
  const counted = async (): Promise<number> => (await db.capturedEvents.counts(maze.id)).reduce((sum, { count }) => sum + count, 0);
  async function verdict(said: string[]): Promise<void> {
    const ids = (await until(said.length)).map(({ id }) => id);
    expect({ lost: said.filter((id) => !ids.includes(id)), doubled: ids.length - new Set(ids).size, counted: await counted() })
      .toEqual({ lost: [], doubled: 0, counted: said.length });
    expect(ids).toEqual(said);
  }

  it('stores what a decky reports as it was, with maze, decky and LAN from the engine and not from the event', async () => {
    collect();
    const forged = { topologyId: randomUUID(), deckyId: randomUUID(), deckyName: 'forged', scope: 'forged', seq: 1 };
    const id = maze.visit(1, { ...forged, command: 'ünïcode 🐙 \u0000 \u2028', bytes: 2 ** 40, data: { topologyId: 'forged', __truncated: true } });
    const [row] = await until(1);
    expect(row).toMatchObject({
      id, topologyId: maze.id, deckyId: maze.maze.deckies[1]!.id, deckyName: 'decky-002', lan: 'lan-00', service: 'ssh', eventType: 'login', srcIp: '192.0.2.7', srcPort: 40_000,
      dstPort: 22, outcome: 'failure', user: 'root', secret: 'guess 1', command: 'ünïcode 🐙 \u0000 \u2028', request: null, bytes: 2 ** 40, data: { topologyId: 'forged', __truncated: true },
    });
  });

  it('stores each once over twenty restarts at any moment', async () => {
    const said: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const collector = collect();
      said.push(...maze.visits(50));
      if (round % 3 > 0) await delay(round);
      await collector.stop();
    }
    collect();
    await verdict(said);
  });

  it('stores each once while two collectors of one host, and a third of another, bring the same', async () => {
    collect();
    collect();
    collect({ engineHost: randomUUID() });
    await verdict(maze.visits(1_200));
  });

  const faults: [string, FaultRule[]][] = [
    ['commits that are applied and told failed', [{ point: 'commit', when: 'after', fails: (n) => n % 2 === 0 }]],
    ['commits that fail', [{ point: 'commit', when: 'before', fails: (n) => n % 3 === 0 }]],
    ['connections that break within', [{ point: 'statement', when: 'after', fails: (n) => n % 7 === 0 }]],
    ['an outage that outlasts all attempts', [{ point: 'begin', when: 'before', fails: (n) => n >= 3 && n <= 14 }]],
  ];
  it.each(faults)('stores each once through %s', async (_, rules) => {
    const planned = new PlannedFaults(rules);
    const errors: unknown[] = [];
    collect({ database: await open({ faults: planned }), onError: (error) => errors.push(error) });
    const said: string[] = [];
    for (let burst = 0; burst < 20; burst += 1) {
      said.push(...maze.visits(10));
      await delay(5);
    }
    await verdict(said);
    expect(planned.injected).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(2);
  });

  it('goes on after the engine could not be asked, and complains once for one outage', async () => {
    const errors: unknown[] = [];
    engine.faults.add(...Array.from({ length: 3 }, () => ({ on: 'events', kind: 'unreachable' }) as const));
    const collector = collect({ onError: (error) => errors.push(error) });
    await verdict(maze.visits(5));
    expect(errors).toHaveLength(1);
    expect(collector.lastWorkedAt).toBeInstanceOf(Date);
  });

  it('drops what mazes say that are no more, and is not held up by it', async () => {
    const gone = await VisitedMaze.unknown(engine);
    collect();
    gone.visits(30);
    const said = [maze.visit(0)];
    gone.visits(30);
    said.push(maze.visit(1));
    await verdict(said);
    expect(await stored(gone.id)).toEqual([]);
    expect(await db.capturedEvents.counts(gone.id)).toEqual([]);
  });

  it('publishes after it has stored, and only what is new', async () => {
    const bus = new RecordingBus();
    collect({ bus });
    maze.visits(3);
    await until(3);
    const first = await bus.topics();
    expect(new Set(first)).toEqual(new Set(['attacker.observed']));
    expect(bus.published.reduce((sum, { payload }) => sum + (payload as { count: number }).count, 0)).toBe(3);
    const again = new RecordingBus();
    const repeater = collect({ bus: again, engineHost: randomUUID() });
    while (repeater.lastWorkedAt === null) await delay(5);
    expect(await again.topics()).toEqual([]);
  });

  it('stops at once while it waits for events, and before any batch that comes later', async () => {
    const collector = collect();
    await delay(50);
    const started = Date.now();
    await collector.stop();
    expect(Date.now() - started).toBeLessThan(1_000);
    maze.visit();
    await delay(100);
    expect(await stored()).toEqual([]);
  });

  it('asks again from where it committed, not from where it read', async () => {
    const asked: (string | null)[] = [];
    const spied = { events: (after: string | null, options: Parameters<Engine['events']>[1]) => { asked.push(after); return engine.events(after, options); } } as Engine;
    const planned = new PlannedFaults([{ point: 'begin', when: 'before', fails: (n) => n <= 6 }]);
    maze.visits(2);
    collect({ engine: spied, database: await open({ faults: planned }) });
    await until(2);
    const committed = await db.capturedEvents.cursorOf(engineHost);
    const at = asked.indexOf(committed);
    expect(asked.slice(0, at < 0 ? undefined : at).every((cursor) => cursor === null)).toBe(true);
    expect(asked.filter((cursor) => cursor === null).length).toBeGreaterThan(1);
  });

  describe('the ingest log', () => {
    let folder: string;
    beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'decnet-ingest-')); });
    afterEach(() => rm(folder, { recursive: true }));

    it('has a line for each event that was stored, once, for nobody else to read', async () => {
      const path = join(folder, 'events.jsonl');
      const ingestLog = new IngestLog(path, (error) => { throw error; });
      const faulty = await open({ faults: appliedButToldFailed(2) });
      for (let round = 0; round < 5; round += 1) {
        const collector = collect({ ingestLog, database: faulty });
        maze.visits(20, { command: 'a\nb\u2028c' });
        await until(20 * (round + 1));
        await collector.stop();
      }
      const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line) as CapturedEventResponse);
      expect(lines).toEqual(await stored());
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    });

    it('that cannot be written holds up nothing, and is told', async () => {
      const told = new Promise((resolve) => { collect({ ingestLog: new IngestLog(join(folder, 'missing', 'events.jsonl'), resolve) }); });
      await verdict(maze.visits(3));
      expect(await told).toMatchObject({ code: 'ENOENT' });
    });
  });
});
