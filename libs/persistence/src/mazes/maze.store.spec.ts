import { randomUUID } from 'node:crypto';
import { aDecky, addingDecky, aLan, aMaze, anEdge, aTopology, describeOnEachDatabase } from '@decnet/testing';
import type { Change, Maze } from '@decnet/domain';
import type { Database } from '../database/database.js';
import { StaleModel, type NewTopology, type Position } from './types.js';

const ACTOR = { actor: 'tester' };

describeOnEachDatabase('maze store', (open) => {
  let db: Database;
  beforeAll(async () => { db = await open(); });

  async function stored(maze: Maze = aMaze(), topology: NewTopology = aTopology()): Promise<NewTopology> {
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, maze, ACTOR));
    return topology;
  }

  function edit(id: string, changes: readonly Change[], guard = {}): Promise<Position> {
    return db.unitOfWork.run(async (tx) => db.mazes.writeChanges(tx, await db.mazes.bump(tx, id, guard, { version: 1 }), changes, ACTOR));
  }

  it('gives back exactly what was created, parts in the order in which they were added', async () => {
    const maze = aMaze({ lans: 12, deckiesPerLan: 3 });
    maze.deckies[1]!.serviceConfig = { ssh: { password: 'häslich 🐙', users: ['a', 'b'] } };
    const { id } = await stored(maze, aTopology({ name: 'Größe 🐙', generatorConfig: { seed: 7 } }));
    const loaded = await db.mazes.load(id);
    expect(loaded!.maze).toEqual(maze);
    expect(loaded!.topology).toMatchObject({ name: 'Größe 🐙', generatorConfig: { seed: 7 }, status: 'pending', version: 1, eventSeq: 1, needsResync: false });
    expect(loaded!.topology.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(loaded!.observations).toEqual({});
  });

  it('keeps names apart by case, refuses a second of the same, and stores nothing of the refused maze', async () => {
    await stored(aMaze(), aTopology({ name: 'alpha' }));
    await stored(aMaze(), aTopology({ name: 'Alpha' }));
    const refused = aTopology({ name: 'alpha' });
    await expect(stored(aMaze(), refused)).rejects.toMatchObject({ code: 'NAME_TAKEN', details: { name: 'alpha' } });
    expect(await db.mazes.head(refused.id)).toBeNull();
    expect(await db.mazes.nameTaken('alpha')).toBe(true);
    expect(await db.mazes.nameTaken('ALPHA')).toBe(false);
  });

  it('writes the rows that changed and one gapless journal row per change, in one version', async () => {
    const maze = aMaze({ lans: 2 });
    const { id } = await stored(maze);
    const lan = aLan({ name: 'finance', subnet: '10.9.0.0/24' });
    const decky = aDecky({ name: 'ledger' });
    const moved = { ...maze.lans[1]!, subnet: '10.8.0.0/24' };
    const [gone, goneEdge] = [maze.deckies[0]!, maze.edges[0]!];
    const changes: Change[] = [
      { type: 'lan.added', after: lan },
      ...addingDecky(decky, lan),
      { type: 'lan.updated', before: maze.lans[1]!, after: moved },
      { type: 'edge.removed', before: goneEdge },
      { type: 'decky.removed', before: gone },
    ];
    expect(await edit(id, changes)).toMatchObject({ version: 2, firstSeq: 2, eventSeq: 7 });
    const loaded = await db.mazes.load(id);
    expect(loaded!.topology).toMatchObject({ version: 2, eventSeq: 7 });
    expect(loaded!.maze.lans).toEqual([maze.lans[0], moved, lan]);
    expect(loaded!.maze.deckies).toEqual([maze.deckies[1], decky]);
    const rows = await db.journal.after(id, 1, 100);
    expect(rows.map(({ seq, version, type }) => [seq, version, type])).toEqual(changes.map(({ type }, index) => [index + 2, 2, type]));
    expect(rows[0]!.payload).toEqual({ lan });
    expect(rows[3]!.payload).toEqual({ lan: moved, previous: maze.lans[1] });
    expect(rows[5]!.payload).toEqual({ decky: gone });
  });

  it('stores what several changes of one entity come to, also when names are swapped or an id comes back', async () => {
    const maze = aMaze({ lans: 2 });
    const { id } = await stored(maze);
    const [a, b] = [maze.lans[0]!, maze.lans[1]!];
    const temporary = { ...a, name: 'temporary' };
    const fleeting = aLan({ name: 'fleeting', subnet: '10.7.0.0/24' });
    await edit(id, [
      { type: 'lan.updated', before: a, after: temporary },
      { type: 'lan.updated', before: b, after: { ...b, name: a.name } },
      { type: 'lan.updated', before: temporary, after: { ...a, name: b.name } },
      { type: 'lan.added', after: fleeting },
      { type: 'lan.removed', before: fleeting },
      { type: 'decky.removed', before: maze.deckies[0]! },
      { type: 'decky.added', after: maze.deckies[0]! },
    ]);
    const loaded = await db.mazes.load(id);
    expect(loaded!.maze.lans.map(({ name }) => name)).toEqual([b.name, a.name]);
    expect(loaded!.maze.deckies).toEqual([maze.deckies[1], maze.deckies[0]]);
  });

  it('keeps parts in the order in which one transaction added them', async () => {
    const maze = aMaze();
    const { id } = await stored(maze);
    const added = Array.from({ length: 20 }, (_, n) => aDecky({ name: `added-${n}` }));
    await edit(id, added.map((after) => ({ type: 'decky.added', after })));
    const more = Array.from({ length: 20 }, (_, n) => aDecky({ name: `more-${n}` }));
    await edit(id, more.map((after) => ({ type: 'decky.added', after })));
    expect((await db.mazes.load(id))!.maze.deckies).toEqual([...maze.deckies, ...added, ...more]);
  });

  it('writes only the fields that an update changed, so that a move on the canvas beside it survives', async () => {
    const maze = aMaze();
    const { id } = await stored(maze);
    const before = maze.deckies[0]!;
    await db.unitOfWork.run(async (tx) => {
      const position = await db.mazes.bump(tx, id, {}, { version: 0 });
      await db.mazes.layout(tx, position, { lans: {}, deckies: { [before.id]: { x: 5, y: 6.5 } } }, ACTOR);
    });
    await edit(id, [{ type: 'decky.updated', before, after: { ...before, forwardsL3: true } }]);
    expect((await db.mazes.load(id))!.maze.deckies[0]).toEqual({ ...before, forwardsL3: true, x: 5, y: 6.5 });
  });

  it('takes the same child id in two mazes: an id is the maze\'s own affair', async () => {
    const maze = aMaze();
    const first = await stored(maze);
    const second = await stored(maze);
    await edit(first.id, [{ type: 'edge.removed', before: maze.edges[0]! }]);
    expect((await db.mazes.load(second.id))!.maze).toEqual(maze);
  });

  it('refuses by the guard, tells why, and leaves the counters as they were', async () => {
    const { id } = await stored();
    const bump = (guard: object) => db.unitOfWork.run((tx) => db.mazes.bump(tx, id, guard, { version: 1 }));
    await expect(bump({ version: 7 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { current: 1, expected: 7 } });
    await expect(bump({ statuses: ['active', 'degraded'] })).rejects.toMatchObject({ code: 'NOT_EDITABLE', details: { topologyStatus: 'pending' } });
    await expect(bump({ leaseEpoch: 3 })).rejects.toMatchObject({ code: 'STALE_EPOCH' });
    await expect(bump({ eventSeq: 3 })).rejects.toBeInstanceOf(StaleModel);
    await expect(db.unitOfWork.run((tx) => db.mazes.bump(tx, randomUUID(), {}, { version: 1 }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await db.mazes.head(id)).toEqual({ eventSeq: 1, observedSeq: 0, status: 'pending', version: 1, id });
  });

  it('refuses a bump whose journal rows do not come', async () => {
    const { id } = await stored();
    await expect(edit(id, [])).rejects.toThrow('gap');
    await expect(db.unitOfWork.run(async (tx) => {
      const position = await db.mazes.bump(tx, id, {}, { version: 1, rows: 3 });
      await db.mazes.writeChanges(tx, position, [{ type: 'lan.added', after: aLan() }], ACTOR);
    })).rejects.toThrow('reserved 3');
    expect(await db.mazes.head(id)).toMatchObject({ eventSeq: 1, version: 1 });
  });

  it('moves the status only along the table, with its journal row', async () => {
    const { id } = await stored();
    const move = (to: 'active' | 'deploying', set = {}) => db.unitOfWork.run((tx) => db.mazes.move(tx, id, to, { reason: 'because', ...ACTOR, set }));
    await expect(move('active')).rejects.toMatchObject({ code: 'ILLEGAL_TRANSITION', details: { from: 'pending', to: 'active' } });
    const position = await move('deploying', { engineHost: 'here' });
    expect(position).toMatchObject({ status: 'deploying', version: 1, eventSeq: 2 });
    const [row] = await db.journal.after(id, 1, 10);
    expect(row).toMatchObject({ type: 'status', payload: { from: 'pending', to: 'deploying', reason: 'because' } });
    expect((await db.mazes.load(id))!.topology).toMatchObject({ status: 'deploying', statusReason: 'because', engineHost: 'here', version: 1 });
    await move('active');
    expect(await db.mazes.live('here')).toEqual([{ id, status: 'active', version: 1, eventSeq: 3, observedSeq: 0 }]);
  });

  it('renames with a version, and not to a name that is taken', async () => {
    const { id, name } = await stored();
    const other = await stored();
    const rename = (to: string) => db.unitOfWork.run(async (tx) =>
      db.mazes.rename(tx, await db.mazes.bump(tx, id, {}, { version: 1 }), to, ACTOR));
    await expect(rename(other.name)).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    await rename(`${name} II`);
    expect((await db.mazes.load(id))!.topology).toMatchObject({ name: `${name} II`, version: 2, eventSeq: 2 });
    expect((await db.journal.after(id, 1, 9))[0]).toMatchObject({ type: 'topology.renamed', payload: { from: name, to: `${name} II` } });
  });

  it('lays out many parts with one journal row and no version, or nothing when one of them is foreign', async () => {
    const maze = aMaze({ lans: 60, deckiesPerLan: 2 });
    const { id } = await stored(maze);
    const foreign = aDecky();
    const boxes = {
      lans: Object.fromEntries(maze.lans.map((lan, n) => [lan.id, { x: n, y: 10 - n, width: 100 + n, height: 50.5 }])),
      deckies: Object.fromEntries(maze.deckies.map((decky, n) => [decky.id, { x: n + 0.25, y: 2 * n }])),
    };
    const layout = (some: typeof boxes) => db.unitOfWork.run(async (tx) =>
      db.mazes.layout(tx, await db.mazes.bump(tx, id, {}, { version: 0 }), some, ACTOR));
    await expect(layout({ lans: {}, deckies: { ...boxes.deckies, [foreign.id]: { x: 1, y: 1 } } })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await db.mazes.load(id))!.maze).toEqual(maze);
    await layout(boxes);
    const loaded = await db.mazes.load(id);
    expect(loaded!.maze.lans).toEqual(maze.lans.map((lan) => ({ ...lan, ...boxes.lans[lan.id] })));
    expect(loaded!.maze.deckies).toEqual(maze.deckies.map((decky) => ({ ...decky, ...boxes.deckies[decky.id] })));
    expect(loaded!.topology).toMatchObject({ version: 1, eventSeq: 2 });
    expect((await db.journal.after(id, 1, 9)).map(({ type }) => type)).toEqual(['layout']);
  });

  it('keeps what is observed apart from the design: no version, no seq, no journal row, and nothing of unknown deckies', async () => {
    const maze = aMaze({ deckiesPerLan: 2 });
    const { id } = await stored(maze);
    const [one, two] = maze.deckies;
    const endpoints = [{ service: 'ssh', lan: 'lan-00', address: '127.80.0.2', port: 22, protocol: 'tcp' as const }];
    const running = { state: 'running' as const, lastError: null, endpoints };
    const write = (states: Record<string, typeof running | { state: 'failed'; lastError: string; endpoints: [] }>) =>
      db.unitOfWork.run((tx) => db.mazes.writeObservations(tx, id, states, {}));
    await write({ [one!.id]: running, [randomUUID()]: running });
    expect(await write({ [two!.id]: { state: 'failed', lastError: 'no port', endpoints: [] } })).toEqual({ observedSeq: 2 });
    expect((await db.mazes.load(id))!.observations).toEqual({ [one!.id]: running, [two!.id]: { state: 'failed', lastError: 'no port', endpoints: [] } });
    expect(await db.mazes.head(id)).toMatchObject({ version: 1, eventSeq: 1, observedSeq: 2 });
    await edit(id, [{ type: 'decky.removed', before: one! }]);
    expect(Object.keys((await db.mazes.load(id))!.observations)).toEqual([two!.id]);
  });

  it('pages newest first, by status and by a part of the name in any case, and counts parts', async () => {
    const ids: string[] = [];
    for (const name of ['Ångström-1', 'ångSTRÖM-2', '100%_x']) ids.push((await stored(aMaze({ lans: 2, deckiesPerLan: 3 }), aTopology({ name }))).id);
    const found = await db.mazes.page({ q: 'ÅNGström', limit: 10, offset: 0 });
    expect(found).toMatchObject({ total: 2, heads: expect.arrayContaining(ids.slice(0, 2).map((id) => ({ id, eventSeq: 1, observedSeq: 0 }))) });
    expect((await db.mazes.page({ q: '%_', limit: 10, offset: 0 })).heads.map(({ id }) => id)).toEqual([ids[2]]);
    expect((await db.mazes.page({ status: 'torn_down', limit: 10, offset: 0 })).total).toBe(0);
    const all = await db.mazes.page({ limit: 2, offset: 0 });
    const rest = await db.mazes.page({ limit: 500, offset: 2 });
    expect(all.total).toBe(2 + rest.heads.length);
    expect(await db.mazes.page({ limit: 5, offset: all.total })).toMatchObject({ total: all.total, heads: [] });
    const summaries = await db.mazes.summaries([ids[2]!, randomUUID(), ids[0]!]);
    expect(summaries.map(({ name, lanCount, deckyCount, edgeCount }) => [name, lanCount, deckyCount, edgeCount])).toEqual([['100%_x', 2, 6, 6], ['Ångström-1', 2, 6, 6]]);
    const created = (await db.mazes.summaries([...all.heads, ...rest.heads].map(({ id }) => id))).map(({ createdAt }) => createdAt);
    expect(created).toEqual([...created].sort().reverse());
  });

  it('deletes a maze with all that belongs to it, and only that', async () => {
    const maze = aMaze({ lans: 2 });
    const kept = await stored(maze);
    const gone = await stored(maze);
    await db.unitOfWork.run(async (tx) => db.mazes.remove(tx, await db.mazes.bump(tx, gone.id, { version: 1 }, { version: 0 })));
    expect(await db.mazes.load(gone.id)).toBeNull();
    expect((await db.mazes.load(kept.id))!.maze).toEqual(maze);
    for (const table of ['lans', 'deckies', 'edges', 'topology_events']) {
      const rows = await db.dataSource.query(`SELECT topology_id FROM ${table} WHERE topology_id = ?`, [gone.id]);
      expect(rows).toEqual([]);
    }
  });

  it('loads one state of a maze while others write it: edges never point at a decky that is not there', async () => {
    const { id } = await stored(aMaze());
    const writer = await open();
    const lan = (await db.mazes.load(id))!.maze.lans[0]!;
    let writing = true;
    const writes = (async () => {
      for (let n = 0; n < 40; n += 1) {
        const decky = aDecky({ name: `extra-${n}` });
        const edge = anEdge(decky, lan, { ip: `10.0.0.${n + 10}` });
        await writer.unitOfWork.run(async (tx) => writer.mazes.writeChanges(
          tx, await writer.mazes.bump(tx, id, {}, { version: 1 }), [{ type: 'decky.added', after: decky }, { type: 'edge.added', after: edge }], ACTOR));
      }
      writing = false;
    })();
    while (writing) {
      const { maze, topology } = (await db.mazes.load(id))!;
      expect(maze.deckies.length).toBe(1 + (topology.eventSeq - 1) / 2);
      expect(maze.edges.map(({ deckyId }) => deckyId)).toEqual(maze.deckies.map((decky) => decky.id));
      await new Promise(setImmediate);
    }
    await writes;
  });
});
