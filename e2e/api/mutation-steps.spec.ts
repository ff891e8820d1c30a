import { randomUUID } from 'node:crypto';
import type { MutationListResponse, MutationResponse, MutationsDryRunResponse, SnapshotMessage } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { describeOnEachDatabase } from '@decnet/testing';
import { dump } from '../support/dump.js';
import { EventReader } from '../support/event-reader.js';
import { drained, enqueue, liveMaze, mutationsOf } from '../support/live-maze.js';
import { QueueStage } from '../support/queue-stage.js';

describeOnEachDatabase('a queue whose worker is held between two steps', (open) => {
  let stage: QueueStage;
  beforeEach(async () => { stage = await QueueStage.start(open); });
  afterEach(() => stage.end());

  it('what waits can be cancelled, what was begun cannot; lists are paged and filtered', async () => {
    const { id } = await liveMaze(stage.admin);
    const { reached, go } = stage.hold('before apply');
    const { body } = await enqueue(stage.admin, id, Array.from({ length: 5 }, (_, n): Op => ({ op: 'add_lan', name: `extra-${n}` })));
    await reached;
    const cancel = (n: number) => stage.admin.delete<MutationResponse>(`/topologies/${id}/mutations/${body.mutations[n]!.id}`);
    expect(await cancel(0)).toMatchObject({ status: 409, body: { code: 'ILLEGAL_TRANSITION', from: 'applying' } });
    expect(await cancel(2)).toMatchObject({ status: 200, body: { state: 'failed', reason: 'CANCELLED: by local' } });
    expect((await cancel(2)).status).toBe(409);
    expect((await stage.admin.delete(`/topologies/${id}/mutations/${randomUUID()}`)).status).toBe(404);
    const waiting = await stage.admin.get<MutationListResponse>(`/topologies/${id}/mutations?state=pending&limit=2`);
    expect(waiting.body.data.map(({ payload }) => (payload as { name: string }).name)).toEqual(['extra-4', 'extra-3']);
    const older = await stage.admin.get<MutationListResponse>(`/topologies/${id}/mutations?state=pending&limit=2&before=${waiting.body.nextBefore}`);
    expect([older.body.data.map(({ payload }) => (payload as { name: string }).name), older.body.nextBefore]).toEqual([['extra-1'], null]);
    const stream = await EventReader.open(`${stage.master.url}/api/v1/topologies/${id}/events`, stage.admin.token!);
    await stream.until((events) => events.length > 0);
    expect((stream.events[0]!.data as SnapshotMessage).mutations.map(({ state }) => state)).toEqual(['applying', 'pending', 'pending', 'pending']);
    go();
    await stream.until((events) => events.filter(({ event }) => event === 'mutation.applied').length === 4);
    await stream.close();
    expect((await mutationsOf(stage.admin, id)).map(({ state }) => state)).toEqual(['applied', 'applied', 'failed', 'applied', 'applied']);
  });

  it('a dry run counts in what waits, says problems and steps, and changes nothing', async () => {
    const { id } = await liveMaze(stage.admin);
    const { reached, go } = stage.hold('before apply');
    await enqueue(stage.admin, id, [{ op: 'add_lan', name: 'finance' }]);
    await reached;
    const before = await dump(await open());
    const dry = (ops: Op[]) => stage.admin.post<MutationsDryRunResponse>(`/topologies/${id}/mutations`, { ops, dryRun: true });
    const fine = await dry([{ op: 'add_decky', name: 'books', lan: 'finance', services: ['ssh'] }]);
    expect([fine.status, fine.body.plan.map(({ action, key }) => `${action} ${key}`)]).toEqual([200, ['create decky:books', 'create decky:books/ssh']]);
    const broken = await dry([{ op: 'add_lan', name: 'finance' }]);
    expect([broken.status, broken.body.issues.map(({ code }) => code), broken.body.plan]).toEqual([200, ['LAN_NAME_DUP'], []]);
    expect(await dry([{ op: 'remove_lan', lan: 'inner' }])).toMatchObject({ status: 409, body: { code: 'LAN_IN_USE' } });
    expect(await dump(await open())).toEqual(before);
    go();
    await drained(stage.admin, id);
  });

  it('what waits at a teardown fails, what was begun too, and nothing of it runs', async () => {
    const { id } = await liveMaze(stage.admin);
    const { reached, go } = stage.hold('after apply');
    await enqueue(stage.admin, id, [{ op: 'add_decky', name: 'more', lan: 'inner' }, { op: 'add_lan' }]);
    await reached;
    expect((await stage.admin.post(`/topologies/${id}/teardown`)).status).toBe(202);
    expect((await mutationsOf(stage.admin, id)).map(({ state, reason }) => [state, reason!.split(':')[0]])).toEqual([['failed', 'TORN_DOWN'], ['failed', 'TORN_DOWN']]);
    expect((await enqueue(stage.admin, id, [{ op: 'add_lan' }])).status).toBe(409);
    go();
    const down = await stage.admin.settled(id, ['torn_down']);
    expect(down.deckies.map(({ name }) => name)).toEqual(['gateway', 'leaf', 'solo']);
    expect(await stage.runningHash(id)).toBeUndefined();
  });

  it('boxes moved while the engine works stay where they were put', async () => {
    const { id, deckies } = await liveMaze(stage.admin);
    const leaf = deckies.find(({ name }) => name === 'leaf')!;
    const { reached, go } = stage.hold('after apply');
    await enqueue(stage.admin, id, [{ op: 'update_decky', decky: 'leaf', patch: { name: 'twig' } }, { op: 'remove_decky', decky: 'twig' }]);
    await reached;
    expect((await stage.admin.send('PUT', `/topologies/${id}/layout`, { deckies: { [leaf.id]: { x: 12, y: 34 } } })).status).toBe(200);
    go();
    await drained(stage.admin, id);
    const rows = await stage.journal(id);
    expect(rows.find(({ type }) => type === 'decky.updated')!.payload).toMatchObject({ decky: { name: 'twig', x: 12, y: 34 } });
    expect(rows.find(({ type }) => type === 'decky.removed')!.payload).toMatchObject({ decky: { x: 12, y: 34 } });
  });

  it('boxes moved beside an op that changes nothing stay where they were put, too', async () => {
    const { id, deckies } = await liveMaze(stage.admin);
    const leaf = deckies.find(({ name }) => name === 'leaf')!;
    const { reached, go } = stage.hold('after resolve');
    await enqueue(stage.admin, id, [{ op: 'update_decky', decky: 'leaf', patch: { name: 'leaf' } }, { op: 'remove_decky', decky: 'leaf' }]);
    await reached;
    expect((await stage.admin.send('PUT', `/topologies/${id}/layout`, { deckies: { [leaf.id]: { x: 12, y: 34 } } })).status).toBe(200);
    go();
    expect((await drained(stage.admin, id)).map(({ state }) => state)).toEqual(['applied', 'applied']);
    expect((await stage.journal(id)).find(({ type }) => type === 'decky.removed')!.payload).toMatchObject({ decky: { x: 12, y: 34 } });
  });

  it('what is enqueued after the queue was found empty is not left lying, though the maze is still held when the message comes', async () => {
    await stage.restart({ pollMs: 3_600_000 });
    const { id } = await liveMaze(stage.admin);
    const { reached, go } = stage.hold('before release');
    await enqueue(stage.admin, id, [{ op: 'add_lan', name: 'first' }]);
    await reached;
    // The mutator that holds the maze hears of it while it still holds it.
    await enqueue(stage.admin, id, [{ op: 'add_lan', name: 'second' }]);
    go();
    expect((await drained(stage.admin, id)).map(({ state }) => state)).toEqual(['applied', 'applied']);
  });

});
