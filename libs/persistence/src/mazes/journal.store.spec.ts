import { randomUUID } from 'node:crypto';
import type { Op } from '@decnet/domain';
import { aLan, aMaze, aTopology, describeOnEachDatabase } from '@decnet/testing';
import type { Database } from '../database/database.js';
import { RequestRepeated, type JournalEntry } from './types.js';

describeOnEachDatabase('journal', (open) => {
  let db: Database;
  let id: string;
  beforeAll(async () => { db = await open(); });
  beforeEach(async () => {
    const topology = aTopology();
    id = topology.id;
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, aMaze(), { actor: 'maker' }));
  });

  const addLans = (count: number, entry: Partial<JournalEntry> = {}) => db.unitOfWork.run(async (tx) => {
    const changes = Array.from({ length: count }, (_, n) => ({ type: 'lan.added' as const, after: aLan({ name: `lan-${n}` }) }));
    return db.mazes.writeChanges(tx, await db.mazes.bump(tx, id, {}, { version: 1 }), changes, { actor: 'tester', ...entry });
  });
  const seqs = (rows: { seq: number }[]) => rows.map(({ seq }) => seq);

  it('reads forwards after a cursor and backwards before one, by type where asked', async () => {
    await addLans(3);
    await addLans(1);
    expect(seqs(await db.journal.after(id, 2, 2))).toEqual([3, 4]);
    expect(seqs(await db.journal.after(id, 5, 10))).toEqual([]);
    expect(seqs(await db.journal.before(id, null, 2))).toEqual([5, 4]);
    expect(seqs(await db.journal.before(id, 4, 10))).toEqual([3, 2, 1]);
    expect(await db.journal.before(id, null, 10, ['status'])).toMatchObject([{ seq: 1, version: 1, payload: { from: null, to: 'pending' }, actor: 'maker' }]);
    expect(await db.journal.before(id, null, 10, [])).toEqual([]);
  });

  it('keeps the first answer of an idempotency key and refuses a second use, which changes nothing', async () => {
    const requestId = randomUUID();
    const answer = { fingerprint: 'f', status: 201, body: { lan: 'lan-0', n: null } };
    expect(await db.journal.findRequest(id, requestId)).toBeNull();
    await addLans(2, { requestId, answer });
    expect(await db.journal.findRequest(id, requestId)).toEqual(answer);
    expect(await db.journal.findRequest(randomUUID(), requestId)).toBeNull();
    await expect(addLans(1, { requestId, answer: { ...answer, status: 500 } })).rejects.toBeInstanceOf(RequestRepeated);
    expect(await db.mazes.head(id)).toMatchObject({ version: 2, eventSeq: 3 });
    expect(await db.journal.findRequest(id, requestId)).toEqual(answer);
  });

  it('makes an answer that tells the version, and finds that of a creation by who sent it', async () => {
    const requestId = randomUUID();
    const topology = aTopology();
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, aMaze(), (row) => ({
      actor: 'maker', requestId, answer: { fingerprint: 'f', status: 201, body: { createdAt: row.createdAt } },
    })));
    const { createdAt } = (await db.mazes.load(topology.id))!.topology;
    expect(await db.journal.findCreation('maker', requestId)).toEqual({ topologyId: topology.id, answer: { fingerprint: 'f', status: 201, body: { createdAt } } });
    expect(await db.journal.findCreation('somebody else', requestId)).toBeNull();
    const deploy = randomUUID();
    await db.unitOfWork.run((tx) => db.mazes.move(tx, id, 'deploying', {
      reason: null, actor: 'tester', requestId: deploy, answer: ({ status, version }) => ({ fingerprint: 'f', status: 202, body: { status, version } }),
    }));
    expect((await db.journal.findRequest(id, deploy))!.body).toEqual({ status: 'deploying', version: 1 });
  });

  it('gives the inverses after a version, newest first', async () => {
    const inverse = (lan: string): Op[] => [{ op: 'remove_lan', lan }];
    await addLans(2, { inverse: inverse('a') });
    await addLans(1, { inverse: inverse('b') });
    await db.unitOfWork.run(async (tx) => db.mazes.rename(tx, await db.mazes.bump(tx, id, {}, { version: 1 }), randomUUID(), { actor: 'tester' }));
    await addLans(1, { inverse: inverse('c') });
    expect(await db.journal.inversesAfter(id, 2)).toEqual([{ seq: 6, version: 5, inverse: inverse('c') }, { seq: 4, version: 3, inverse: inverse('b') }]);
    expect(await db.journal.inversesAfter(id, 5)).toEqual([]);
  });

  it('takes payloads beyond 64 KiB, which MySQL\'s plain text would refuse', async () => {
    const big = 'x'.repeat(200_000);
    await addLans(1, { requestId: 'big', answer: { fingerprint: big, status: 200, body: big } });
    expect((await db.journal.findRequest(id, 'big'))!.body).toBe(big);
  });
});
