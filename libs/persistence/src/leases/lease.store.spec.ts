import { randomUUID } from 'node:crypto';
import type { TopologyStatus } from '@decnet/domain';
import { aLan, aMaze, aTopology, describeOnEachDatabase, PlannedFaults } from '@decnet/testing';
import { TopologyMutationEntity } from '../entities/topology-mutation.entity.js';
import type { Database } from '../database/database.js';

const LONG = 60_000;

describeOnEachDatabase('leases', (open) => {
  let db: Database;
  let host: string;
  beforeAll(async () => { db = await open(); });
  beforeEach(() => { host = randomUUID(); });

  async function deploying(engineHost = host, further: TopologyStatus[] = []): Promise<string> {
    const topology = aTopology();
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, aMaze(), { actor: 'tester' }));
    for (const to of ['deploying' as const, ...further]) {
      await db.unitOfWork.run((tx) => db.mazes.move(tx, topology.id, to, { reason: null, actor: 'tester', set: { engineHost } }));
    }
    return topology.id;
  }

  async function claimOnceExpired(id: string, owner: string): Promise<number> {
    for (;;) {
      const claimed = await db.leases.claim(id, owner, LONG, host);
      if (claimed) return claimed.epoch;
      await new Promise(setImmediate);
    }
  }

  it('lets one of twenty claimers have the maze, and none of another host', async () => {
    const other = await open();
    const id = await deploying();
    expect(await db.leases.claim(id, 'stranger', LONG, 'elsewhere')).toBeNull();
    const claims = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? db : other).leases.claim(id, `owner-${n}`, LONG, host)));
    expect(claims.filter((claim) => claim !== null)).toEqual([{ epoch: 1 }]);
  });

  it('fences off an owner that slept past its lease, though nobody took its place', async () => {
    const id = await deploying();
    const late = (await db.leases.claim(id, 'late', 1, host))!;
    while ((await db.leases.workFor(host)).find((work) => work.id === id)!.leaseOwner !== null);
    const guard = { leaseEpoch: late.epoch };
    await expect(db.unitOfWork.run((tx) => db.mazes.move(tx, id, 'active', { reason: null, actor: 'late', guard }))).rejects.toMatchObject({ code: 'STALE_EPOCH' });
    await expect(db.unitOfWork.run((tx) => db.mazes.writeObservations(tx, id, {}, guard))).rejects.toMatchObject({ code: 'STALE_EPOCH' });
    expect(await db.leases.renew(id, 'late', late.epoch, LONG)).toBe(false);
  });

  it('fences off an owner that wakes after its lease: no write, no renewal, no release of its successor', async () => {
    const id = await deploying();
    const late = (await db.leases.claim(id, 'late', 1, host))!;
    const epoch = await claimOnceExpired(id, 'next');
    expect(epoch).toBe(late.epoch + 1);
    const guard = { leaseEpoch: late.epoch };
    const writes = [
      db.unitOfWork.run((tx) => db.mazes.move(tx, id, 'active', { reason: null, actor: 'late', guard })),
      db.unitOfWork.run((tx) => db.mazes.writeObservations(tx, id, {}, guard)),
      db.unitOfWork.run(async (tx) => {
        const position = await db.mazes.bump(tx, id, guard, { version: 1 });
        await db.mazes.writeChanges(tx, position, [{ type: 'lan.added', after: aLan() }], { actor: 'late' });
      }),
    ];
    for (const write of writes) await expect(write).rejects.toMatchObject({ code: 'STALE_EPOCH' });
    expect(await db.leases.renew(id, 'late', late.epoch, LONG)).toBe(false);
    await db.leases.release(id, 'late', late.epoch);
    expect(await db.leases.claim(id, 'third', LONG, host)).toBeNull();
    expect(await db.leases.renew(id, 'next', epoch, LONG)).toBe(true);
    expect(await db.mazes.head(id)).toMatchObject({ status: 'deploying', eventSeq: 2, observedSeq: 0 });
  });

  it('keeps a renewed lease past its first end, and frees a released one at once', async () => {
    const id = await deploying();
    const { epoch } = (await db.leases.claim(id, 'owner', 300, host))!;
    const firstEnd = Date.now() + 300;
    expect(await db.leases.renew(id, 'owner', epoch, LONG)).toBe(true);
    while (Date.now() <= firstEnd) await db.mazes.head(id);
    expect(await db.leases.claim(id, 'other', LONG, host)).toBeNull();
    await db.leases.release(id, 'owner', epoch);
    expect(await db.leases.claim(id, 'other', LONG, host)).toEqual({ epoch: epoch + 1 });
  });

  it('takes a dead owner\'s mazes at once and fences it off', async () => {
    const ids = [await deploying(), await deploying()];
    const dead = randomUUID();
    for (const id of ids) await db.leases.claim(id, dead, LONG, host);
    expect(await db.leases.takeOver(dead)).toBe(2);
    expect(await db.leases.renew(ids[0]!, dead, 1, LONG)).toBe(false);
    expect(await db.leases.claim(ids[0]!, 'heir', LONG, host)).toEqual({ epoch: 3 });
  });

  it('lets a request stop the present owner within its own transaction', async () => {
    const id = await deploying();
    const { epoch } = (await db.leases.claim(id, 'owner', LONG, host))!;
    await db.unitOfWork.run(async (tx) => {
      await db.mazes.move(tx, id, 'tearing_down', { reason: null, actor: 'tester' });
      await db.leases.bumpEpoch(tx, id);
    });
    expect(await db.leases.renew(id, 'owner', epoch, LONG)).toBe(false);
    expect(await db.leases.claim(id, 'next', LONG, host)).toEqual({ epoch: epoch + 2 });
    await expect(db.unitOfWork.run((tx) => db.leases.bumpEpoch(tx, randomUUID()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('names the work of a host: deploys, teardowns and queues, with whoever is at it', async () => {
    const [waiting, taken, idle, queued, leaving] =
      [await deploying(), await deploying(), await deploying(host, ['active']), await deploying(host, ['active']), await deploying(host, ['tearing_down'])];
    await deploying('elsewhere');
    await db.leases.claim(taken, 'owner', LONG, host);
    await db.leases.claim(leaving, 'gone', 1, host);
    await db.dataSource.getRepository(TopologyMutationEntity).insert({
      id: randomUUID(), topologyId: queued, seq: 1, op: 'add_lan', payload: { op: 'add_lan' }, resolvedOp: null, state: 'pending',
      requestedBy: 'tester', requestedAt: new Date().toISOString(), attempts: 0, finishedAt: null, reason: null,
    });
    let work = await db.leases.workFor(host);
    while (work.some(({ leaseOwner }) => leaseOwner === 'gone')) work = await db.leases.workFor(host);
    expect(new Map(work.map(({ id, status, leaseOwner }) => [id, [status, leaseOwner]]))).toEqual(new Map<string, unknown[]>([
      [waiting, ['deploying', null]], [taken, ['deploying', 'owner']], [queued, ['active', null]], [leaving, ['tearing_down', null]],
    ]));
    expect(work.map(({ id }) => id)).not.toContain(idle);
  });

  it('claims once although the commit was told failed', async () => {
    const id = await deploying();
    const faulty = await open({ faults: new PlannedFaults([{ point: 'commit', when: 'after', fails: () => true }]) });
    expect(await faulty.leases.claim(id, 'owner', LONG, host)).toEqual({ epoch: 1 });
    expect((await db.mazes.load(id))!.topology).toMatchObject({ leaseOwner: 'owner', leaseEpoch: 1 });
  });
});
