import { randomUUID } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import {
  aMaze, appliedButToldFailed, aTopology, describeOnEachDatabase, describeWith, freshMysql, freshSqlite, PlannedFaults,
} from '@decnet/testing';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open.js';
import { migrate } from '../migrate.js';
import { Transaction } from './transaction.js';
import type { Tx } from './types.js';

const ACTOR = { actor: 'tester' };

describeOnEachDatabase('unit of work', (open) => {
  let db: Database;
  beforeAll(async () => { db = await open(); });

  async function storedMaze(on = db): Promise<string> {
    const topology = aTopology();
    await on.unitOfWork.run((tx) => on.mazes.create(tx, topology, aMaze(), ACTOR));
    return topology.id;
  }

  /** Reads, thinks, writes: loses updates wherever transactions are not kept apart. */
  async function increment(on: Database, name: string): Promise<void> {
    await on.unitOfWork.run(async (tx) => {
      const sql = Transaction.of(tx);
      await sql.execute('UPDATE locks SET value = value WHERE name = ?', [name]);
      const [row] = await sql.query<{ value: number }>('SELECT value FROM locks WHERE name = ?', [name]);
      await new Promise(setImmediate);
      await sql.execute('UPDATE locks SET value = ? WHERE name = ?', [row!.value + 1, name]);
    });
  }

  async function counter(): Promise<string> {
    const name = randomUUID();
    await db.dataSource.query('INSERT INTO locks (name, value) VALUES (?, 0)', [name]);
    return name;
  }

  async function valueOf(name: string): Promise<number> {
    const [row] = await db.dataSource.query<{ value: number }[]>('SELECT value FROM locks WHERE name = ?', [name]);
    return row!.value;
  }

  it('keeps fifty parallel units apart, on one connection pool and on two', async () => {
    const other = await open();
    const name = await counter();
    await Promise.all(Array.from({ length: 50 }, (_, n) => increment(n % 2 === 0 ? db : other, name)));
    expect(await valueOf(name)).toBe(50);
  });

  it('never takes a write beside it into its rollback: every acknowledged write is there', async () => {
    const [failing, kept] = [await counter(), await counter()];
    for (let n = 0; n < 25; n += 1) {
      const writes: Promise<unknown>[] = [];
      await expect(db.unitOfWork.run(async (tx) => {
        await Transaction.of(tx).execute('UPDATE locks SET value = value + 1 WHERE name = ?', [failing]);
        writes.push(db.dataSource.query('UPDATE locks SET value = value + 1 WHERE name = ?', [kept]));
        await new Promise(setImmediate);
        throw new Error('refused');
      })).rejects.toThrow('refused');
      await Promise.all(writes);
    }
    expect([await valueOf(failing), await valueOf(kept)]).toEqual([0, 25]);
  });

  it('throws inside another unit of work instead of waiting for it for ever', async () => {
    await expect(db.unitOfWork.run(() => db.unitOfWork.run(async () => undefined))).rejects.toThrow('a unit of work inside a unit of work');
  });

  it('throws at a store read that is not handed the tx, and reads its own writes with it', async () => {
    const topology = aTopology();
    await expect(db.unitOfWork.run(() => db.mazes.head(topology.id))).rejects.toThrow('outside the unit of work');
    await expect(db.unitOfWork.run(() => db.mazes.load(topology.id))).rejects.toThrow('outside the unit of work');
    const version = await db.unitOfWork.run(async (tx) => {
      await db.mazes.create(tx, topology, aMaze(), ACTOR);
      return (await db.mazes.head(topology.id, tx))!.version;
    });
    expect(version).toBe(1);
  });

  it('lets what outlives a unit read again, but not through its tx', async () => {
    const id = await storedMaze();
    let later: Promise<unknown> | undefined;
    let tx: Tx | undefined;
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => { go = resolve; });
    await db.unitOfWork.run(async (unit) => {
      tx = unit;
      later = gate.then(() => db.mazes.head(id));
    });
    go();
    expect(await later).toMatchObject({ version: 1 });
    await expect(async () => db.mazes.head(id, tx)).rejects.toThrow('over');
  });

  it('of fifty parallel writes naming one version lets exactly one through', async () => {
    const other = await open();
    const id = await storedMaze();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => {
      const on = n % 2 === 0 ? db : other;
      return on.unitOfWork.run(async (tx) => {
        const position = await on.mazes.bump(tx, id, { version: 1 }, { version: 1 });
        await on.mazes.rename(tx, position, `${id} by ${n}`, ACTOR);
      });
    }));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refusals).toHaveLength(49);
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'VERSION_CONFLICT', details: { current: 2, expected: 1 } });
    expect(await db.mazes.head(id)).toMatchObject({ version: 2, eventSeq: 2 });
  });

  it('does not repeat what is wrong by itself', async () => {
    let runs = 0;
    const work = async () => { runs += 1; throw new Error('a mistake'); };
    await expect(db.unitOfWork.run(work)).rejects.toThrow('a mistake');
    expect(runs).toBe(1);
  });

  it('repeats a unit whose connection broke, the whole of it', async () => {
    const faulty = await open({ faults: new PlannedFaults([{ point: 'statement', when: 'after', fails: (passage) => passage === 3 }]) });
    const id = await storedMaze(faulty);
    expect((await db.mazes.load(id))!.maze.deckies).toHaveLength(1);
  });

  it('gives up after five repeats and says UNAVAILABLE', async () => {
    const faults = new PlannedFaults([{ point: 'begin', when: 'before', fails: () => true }]);
    const faulty = await open({ faults });
    await expect(storedMaze(faulty)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(faults.injected).toBe(6);
  });

  it('settles a commit that was applied but told failed: once applied, and answered as if nothing had been', async () => {
    const faulty = await open({ faults: appliedButToldFailed(3) });
    const id = await storedMaze(faulty);
    for (let n = 1; n <= 20; n += 1) {
      const position = await faulty.unitOfWork.run(async (tx) => {
        const at = await faulty.mazes.bump(tx, id, { version: n }, { version: 1 });
        await faulty.mazes.rename(tx, at, `${id} ${n}`, ACTOR);
        return at;
      });
      expect(position.version).toBe(n + 1);
    }
    expect(await db.mazes.head(id)).toMatchObject({ version: 21, eventSeq: 21 });
    expect((await db.journal.after(id, 0, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  });

  it('repeats a commit that was neither applied nor told', async () => {
    const faulty = await open({ faults: new PlannedFaults([{ point: 'commit', when: 'before', fails: (passage) => passage % 2 === 1 }]) });
    const id = await storedMaze(faulty);
    expect(await db.mazes.head(id)).toMatchObject({ version: 1, eventSeq: 1 });
  });

  it('settles by the caller\'s probe or request id where no store knows how, and otherwise says that it does not know', async () => {
    const toldFailed = () => open({ faults: appliedButToldFailed(1) });
    const name = await counter();
    const work = (tx: Tx) => Transaction.of(tx).execute('UPDATE locks SET value = value + 1 WHERE name = ?', [name]);
    let asked = 0;
    await (await toldFailed()).unitOfWork.run(work, { settle: async () => { asked += 1; return true; } });
    expect([asked, await valueOf(name)]).toEqual([1, 1]);
    await expect((await toldFailed()).unitOfWork.run(work)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect((await toldFailed()).unitOfWork.run(work, { requestId: randomUUID() })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(await valueOf(name)).toBe(8);
  });

});

describeWith('mysql', 'unit of work and a deadlock', (server) => {
  it('repeats the one that MySQL chose as the victim', async () => {
    const fresh = await freshMysql(server);
    const db = await openDatabase(fresh.url);
    try {
      await migrate(db);
      let runs = 0;
      let holders = 0;
      let bothHold: () => void = () => undefined;
      const held = new Promise<void>((resolve) => { bothHold = resolve; });
      const take = (first: string, second: string) => db.unitOfWork.run(async (tx) => {
        runs += 1;
        const add = (name: string) => Transaction.of(tx).execute('UPDATE locks SET value = value + 1 WHERE name = ?', [name]);
        await add(first);
        holders += 1;
        if (holders === 2) bothHold();
        await held;
        await add(second);
      });
      await Promise.all([take('subnets', 'captured_events'), take('captured_events', 'subnets')]);
      expect(runs).toBeGreaterThan(2);
      expect(await db.dataSource.query('SELECT value FROM locks ORDER BY name')).toEqual([{ value: 2 }, { value: 2 }]);
    } finally {
      await db.close();
      await fresh.drop();
    }
  });
});

describe('unit of work beside a foreign writer of the SQLite file', () => {
  it('waits for it without stopping its own process, and readers do not wait at all', async () => {
    const fresh = await freshSqlite();
    const db = await openDatabase(fresh.url);
    const foreign = new BetterSqlite3(fresh.url.slice('sqlite:'.length));
    try {
      await migrate(db);
      foreign.exec("BEGIN IMMEDIATE; UPDATE locks SET value = 40 WHERE name = 'subnets'");
      const waiting = db.unitOfWork.run((tx) => db.claims.lock(tx));
      for (let n = 0; n < 5; n += 1) {
        expect(await db.mazes.page({ limit: 1, offset: 0 })).toMatchObject({ total: 0, heads: [] });
        await new Promise(setImmediate);
      }
      foreign.exec('COMMIT');
      await waiting;
      expect(await db.dataSource.query("SELECT value FROM locks WHERE name = 'subnets'")).toEqual([{ value: 41 }]);
    } finally {
      foreign.close();
      await db.close();
      await fresh.drop();
    }
  });
});
