import { aDecky, aMaze, addingDecky, aTopology, describeOnEachDatabase, PlannedFaults } from '@decnet/testing';
import type { Database } from '../database/database.js';

const EDITS = 100;

describeOnEachDatabase('a run with faults', (open) => {
  /** Broken connections, commits that were not applied, and commits that were but are told to have failed. */
  const faults = new PlannedFaults([
    { point: 'statement', when: 'after', fails: (passage) => passage % 41 === 0 },
    { point: 'commit', when: 'before', fails: (passage) => passage % 13 === 0 },
    { point: 'commit', when: 'after', fails: (passage) => passage % 20 === 0 },
  ]);

  async function run(db: Database): Promise<{ deckies: string[]; version: number; seqs: number[] }> {
    const topology = aTopology();
    const maze = aMaze();
    await db.unitOfWork.run((tx) => db.mazes.create(tx, topology, maze, { actor: 'tester' }));
    for (let n = 0; n < EDITS; n += 1) {
      const changes = addingDecky(aDecky({ name: `extra-${n}` }), maze.lans[0]!, `10.0.0.${n + 10}`);
      await db.unitOfWork.run(async (tx) => {
        const position = await db.mazes.bump(tx, topology.id, { version: n + 1 }, { version: 1, rows: changes.length });
        await db.mazes.writeChanges(tx, position, changes, { actor: 'tester' });
      });
    }
    const loaded = (await db.mazes.load(topology.id))!;
    const seqs = (await db.journal.after(topology.id, 0, 10_000)).map(({ seq }) => seq);
    return { deckies: loaded.maze.deckies.map(({ name }) => name), version: loaded.topology.version, seqs };
  }

  it('ends as one without: nothing lost, nothing doubled, no gap', async () => {
    const faulty = await run(await open({ faults }));
    expect(faults.injected).toBeGreaterThan(EDITS / 10);
    expect(faulty).toEqual(await run(await open()));
    expect(faulty.version).toBe(EDITS + 1);
  });
});
