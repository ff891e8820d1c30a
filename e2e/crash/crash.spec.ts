import { setTimeout as delay } from 'node:timers/promises';
import type { TopologyResponse } from '@decnet/contract';
import type { TopologyStatus } from '@decnet/domain';
import type { Database } from '@decnet/persistence';
import { describeOnEachDatabase } from '@decnet/testing';
import { eventually } from '../support/eventually.js';
import { listenersIn } from '../support/kernel-tables.js';
import { MasterProcess, ORPHAN_LIMIT_MS } from '../support/master-process.js';
import { Seeded } from '../support/seeded.js';
import { MazeChurn, type Promised } from './maze-churn.js';
import { allMazes, endpointsOf, HEAL_LIMIT_MS, legalJournal, settled } from './verdicts.js';

const KILLS = 20;
/** One in so many is followed by another, while the next master is still starting. */
const DOUBLED = 4;
const MAZES = 5;
/** Ranges of this file alone, and the blocks of 127/8 that stand for them. */
const RANGES = { sqlite: { subnetBase: '10.201.0.0/16', block: '127.201.0.0/16' }, mysql: { subnetBase: '10.202.0.0/16', block: '127.202.0.0/16' } } as const;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

describeOnEachDatabase('kill -9', (open, fresh) => {
  let master: MasterProcess;
  let database: Database;
  let churn: MazeChurn;
  let block: string;
  /** How long a start takes on this machine, now. */
  let startMs: number;
  const random = new Seeded();

  beforeAll(async () => {
    database = await open();
    const range = RANGES[fresh().kind];
    block = range.block;
    master = new MasterProcess(fresh().url);
    startMs = await timed(() => master.start());
    churn = new MazeChurn(master, range.subnetBase, random);
  }, 60_000);
  afterAll(() => master?.remove(), 60_000);

  /** Each status that the rows were left in, and how often. */
  const found = new Map<TopologyStatus, number>();
  const note = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      const { status } = (await database.mazes.head(id))!;
      found.set(status, (found.get(status) ?? 0) + 1);
    }
  };

  /** What a maze was promised came true, or says why it did not. */
  function expectKept(promised: Promised, mazes: readonly TopologyResponse[]): void {
    for (const { id, name, status } of mazes) {
      const wish = promised.get(id);
      if (wish === 'deploy') expect([name, status]).toEqual([name, expect.stringMatching(/^(active|failed)$/)]);
      if (wish === 'teardown') expect([name, status]).toEqual([name, 'torn_down']);
    }
  }

  /** Every listener has an owner, and every owner its listeners. */
  async function expectRest(promised: Promised): Promise<TopologyResponse[]> {
    const mazes = await settled(master);
    expectKept(promised, mazes);
    for (const { id } of mazes) await legalJournal(master, id);
    expect(listenersIn(block)).toEqual(endpointsOf(mazes));
    return mazes;
  }

  async function killWhileStarting(): Promise<void> {
    master.begin();
    await delay(random.below(startMs));
    await master.kill();
    await master.engineHostGone();
  }

  it(`of the master, ${KILLS} times while mazes are deployed and torn down: all of them end where they may, nothing listens without an owner`, async () => {
    let mazes = await churn.renew([], MAZES);
    // How long such work takes on this machine, now: the kills are spread over it, most of them early, where there is most to break.
    const span = await timed(async () => { mazes = await expectRest(await churn.stir(mazes)); });
    const heals: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      mazes = await churn.renew(mazes, MAZES);
      const promises = churn.stir(mazes);
      await delay(span * random.next() ** 2);
      await master.kill();
      await master.engineHostGone();
      expect(listenersIn(block)).toEqual([]);
      await note(mazes.map(({ id }) => id));
      if (kill % DOUBLED === 0) await killWhileStarting();
      await master.start();
      const kept = await promises;
      heals.push(await timed(async () => { mazes = await expectRest(kept); }));
    }
    process.stdout.write(`kill -9 on ${fresh().kind}: seed ${random.seed}, ${KILLS} kills within ${Math.round(span)} ms, healed within ${Math.round(Math.max(...heals))} ms, rows found ${JSON.stringify(Object.fromEntries(found))}\n`);
    // Kills that never meet work prove nothing.
    expect(found.get('deploying') ?? 0).toBeGreaterThan(0);
    expect(found.get('tearing_down') ?? 0).toBeGreaterThan(0);
  }, 600_000);

  it('of the engine host alone: its mazes are degraded, and active again on another one', async () => {
    const drafts = (await churn.renew(await allMazes(master), MAZES)).filter(({ status }) => status === 'pending');
    const mazes = await expectRest(await churn.stir(drafts));
    const live = mazes.filter(({ status }) => status === 'active');
    expect(live.length).toBeGreaterThan(0);
    const before = master.engineHostPid;
    master.killEngineHost();
    await eventually('nothing listens', ORPHAN_LIMIT_MS, () => (listenersIn(block).length === 0 ? true : null));
    await eventually('another engine host runs', HEAL_LIMIT_MS, () => ([before, undefined].includes(master.engineHostPid) ? null : true));
    for (const { id } of live) {
      await eventually('the maze was degraded, and is active', HEAL_LIMIT_MS, async () => ((await legalJournal(master, id)).slice(-2).join() === 'degraded,active' ? true : null));
    }
    const healed = await expectRest(new Map());
    expect(endpointsOf(healed)).toEqual(endpointsOf(mazes));
  }, 60_000);

  it('of nobody: SIGTERM ends the decoys too, and the next start has them again', async () => {
    const mazes = await expectRest(new Map());
    expect(await master.stop()).toBe(0);
    expect(listenersIn(block)).toEqual([]);
    await master.start();
    expect(endpointsOf(await expectRest(new Map()))).toEqual(endpointsOf(mazes));
  }, 60_000);
});
