import { aMaze, aRange, aTopology, describeOnEachDatabase } from '@decnet/testing';
import type { Database } from '../database/database.js';
import type { LanRange } from './types.js';

describeOnEachDatabase('subnet claims', (open) => {
  let db: Database;
  beforeAll(async () => { db = await open(); });

  /** As a generator does it: the first /24 that nobody has. */
  async function createWithFreeSubnet(on: Database): Promise<string> {
    const topology = aTopology();
    const maze = aMaze();
    await on.unitOfWork.run(async (tx) => {
      await on.claims.lock(tx);
      const taken = await on.claims.taken(tx);
      let n = 0;
      while (taken.some(([first, last]) => first <= aRange(n).last && aRange(n).first <= last)) n += 1;
      await on.mazes.create(tx, topology, maze, { actor: 'tester' });
      expect(await on.claims.claim(tx, topology.id, [aRange(n, maze.lans[0]!.id)])).toEqual([]);
    });
    return topology.id;
  }

  const claim = (id: string, lans: LanRange[]) => db.unitOfWork.run(async (tx) => {
    await db.mazes.bump(tx, id, {}, { version: 0 });
    await db.claims.lock(tx);
    return db.claims.claim(tx, id, lans);
  });

  it('gives fifty parallel creates fifty disjoint subnets', async () => {
    const other = await open();
    await Promise.all(Array.from({ length: 50 }, (_, n) => createWithFreeSubnet(n % 2 === 0 ? db : other)));
    const taken = await db.claims.taken();
    expect(taken).toEqual(Array.from({ length: 50 }, (_, n) => [aRange(n).first, aRange(n).last]));
  });

  it('refuses what overlaps another maze and gives that LAN nothing, whatever it had', async () => {
    const [first, second] = [await createWithFreeSubnet(db), await createWithFreeSubnet(db)];
    const mine = aRange(1_000);
    expect(await claim(first, [mine])).toEqual([]);
    const wide = { lanId: mine.lanId, first: mine.first - 300, last: mine.last + 300 };
    expect(await claim(second, [wide, aRange(1_010)])).toEqual([wide]);
    const owners = (await db.claims.owners()).filter(({ range: [from] }) => from >= mine.first - 300);
    expect(owners.map(({ topologyId, range }) => [topologyId, range[0]])).toEqual([[first, mine.first], [second, aRange(1_010).first]]);
    expect(await claim(first, [{ ...aRange(1_010), lanId: mine.lanId }])).toHaveLength(1);
    expect((await db.claims.taken(undefined, second)).some(([from]) => from === mine.first)).toBe(false);
  });

  it('refuses to claim without the lock', async () => {
    const id = await createWithFreeSubnet(db);
    await expect(db.unitOfWork.run((tx) => db.claims.claim(tx, id, [aRange(2_000)]))).rejects.toThrow('lock');
  });

  it('gives a range up with its LAN, with its LAN\'s subnet, and with its maze; not when the new subnet was claimed beside', async () => {
    const topology = aTopology();
    const maze = aMaze({ lans: 3, deckiesPerLan: 0 });
    const ranges = maze.lans.map((lan, n) => aRange(3_000 + n, lan.id));
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, maze, { actor: 'tester' }));
    await claim(topology.id, ranges);
    const firsts = async () => (await db.claims.owners()).filter(({ topologyId }) => topologyId === topology.id).map(({ range: [first] }) => first);
    const [one, two, three] = maze.lans;
    await db.unitOfWork.run(async (tx) => {
      const position = await db.mazes.bump(tx, topology.id, {}, { version: 1 });
      await db.claims.lock(tx);
      await db.claims.claim(tx, topology.id, [aRange(3_100, three!.id)]);
      await db.mazes.writeChanges(tx, position, [
        { type: 'lan.removed', before: one! },
        { type: 'lan.updated', before: two!, after: { ...two!, subnet: '192.168.0.0/24' } },
        { type: 'lan.updated', before: three!, after: { ...three!, subnet: '192.168.1.0/24' } },
      ], { actor: 'tester' });
    });
    expect(await firsts()).toEqual([aRange(3_100).first]);
    await db.unitOfWork.run((tx) => db.claims.release(tx, topology.id));
    expect(await firsts()).toEqual([]);
    await claim(topology.id, ranges);
    await db.unitOfWork.run(async (tx) => db.mazes.remove(tx, await db.mazes.bump(tx, topology.id, {}, { version: 0 })));
    expect(await firsts()).toEqual([]);
  });
});
