import { eventually } from '../support/eventually.js';
import { setTimeout as delay } from 'node:timers/promises';
import type { TopologyResponse } from '@decnet/contract';
import type { Database } from '@decnet/persistence';
import { describeOnEachDatabase } from '@decnet/testing';
import { ReconcilerProcess } from '../support/reconciler-process.js';
import { Seeded } from '../support/seeded.js';
import { ENGINE_HOST, startTestMaster, type TestMaster } from '../support/test-master.js';

const STOPS = 10;
/** A stop that comes when the work is done already is repeated. */
const MOST_TRIES = 15;
const LEASE_MS = 1_000;
const STEP_MS = 40;
/** The other has to wait for the lease to run out; its work takes no time. */
const TAKE_OVER_LIMIT_MS = LEASE_MS + 9_000;
/** A write that takes longer waits for the sleeper. */
const WRITE_LIMIT_MS = 200;
const REFUSED = /could not write the progress of (\S+): .*no longer holds the maze/;

describeOnEachDatabase('an owner that is stopped past its lease', (open, fresh) => {
  let api: TestMaster;
  let database: Database;
  let sleeper: ReconcilerProcess;
  const random = new Seeded();

  beforeAll(async () => {
    database = await open();
    api = await startTestMaster({ database: await open(), mutator: false });
    sleeper = await ReconcilerProcess.start({ databaseUrl: fresh().url, engineHost: ENGINE_HOST, leaseMs: LEASE_MS, stepMs: STEP_MS });
  }, 30_000);
  afterAll(async () => {
    await sleeper?.end();
    await api?.close();
  });

  /** Everything of a maze that a late write could change. */
  async function rowsOf(id: string) {
    const { topology, observations } = await eventually('nobody works on the maze', 30_000, async () => {
      const loaded = (await database.mazes.load(id))!;
      return loaded.topology.leaseExpiresAt === null ? loaded : null;
    });
    return { topology, observations, journal: await database.journal.before(id, null, 500) };
  }

  const draft = (n: number): Promise<TopologyResponse> => api.admin.maze('/topologies', {
    name: `slept over ${n}`, depth: 3, branchingFactor: 3, deckiesPerLanMin: 3, deckiesPerLanMax: 3, seed: n,
  });

  /** Stops it between two transactions: within one it would keep everybody from the maze, which is no late write yet. */
  async function putToSleep(id: string): Promise<void> {
    for (;;) {
      sleeper.sleep();
      const write = database.unitOfWork.run((tx) => database.mazes.bump(tx, id, {}, { version: 0, rows: 0 }), { settle: async () => false });
      if (await Promise.race([write.then(() => true), delay(WRITE_LIMIT_MS, false)])) return;
      sleeper.wake();
      await write;
    }
  }

  /** Another master waits for the lease to run out, and does the work. */
  async function finishElsewhere(id: string): Promise<void> {
    const other = await startTestMaster({ database: await open(), leaseMs: LEASE_MS });
    try {
      await other.admin.settled(id, ['active'], TAKE_OVER_LIMIT_MS);
    } finally {
      await other.close();
    }
  }

  it(`writes nothing when it wakes, ${STOPS} times`, async () => {
    let stops = 0;
    for (let tries = 0; stops < STOPS && tries < MOST_TRIES; tries += 1) {
      const { id, deckyCount } = await draft(tries);
      await api.admin.post(`/topologies/${id}/deploy`);
      await sleeper.said(`begin ${id}`);
      await delay(random.below(deckyCount * STEP_MS * 0.7));
      await putToSleep(id);
      const inTime = (await database.mazes.head(id))!.status === 'deploying';
      await finishElsewhere(id);
      const before = await rowsOf(id);
      sleeper.wake();
      await sleeper.rest();
      expect(await rowsOf(id)).toEqual(before);
      expect(before.journal.filter(({ type }) => type === 'status')).toHaveLength(3);
      if (inTime) expect(sleeper.errors.some((line) => REFUSED.exec(line)?.[1] === id)).toBe(true);
      if (inTime) stops += 1;
      await api.admin.post(`/topologies/${id}/teardown`);
      await api.admin.settled(id, ['torn_down']);
    }
    process.stdout.write(`late owners on ${fresh().kind}: seed ${random.seed}, ${stops} stopped and woken, none wrote\n`);
    expect(stops).toBe(STOPS);
  }, 400_000);
});
