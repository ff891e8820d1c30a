import { planDeployment } from '@decnet/domain';
import type { Checkpoint, MutatorRunner } from '@decnet/mutator';
import { eventually } from '../support/eventually.js';
import { ENGINE_HOST } from '../support/test-master.js';
import { LateOwner } from './late-owner.js';
import type { QueuedMaze } from './queues.js';
import { changesSince, type MazeState, stateOf } from './maze-state.js';
import type { FaultStage } from './stage.js';

/** Longer than all owners of a round take to come to their point. */
const LEASE_MS = 1_000;
const LONG_MS = 600_000;
const EXPIRY_LIMIT_MS = LEASE_MS + 10_000;
const TAKE_OVER_LIMIT_MS = 30_000;
const OPS = 4;
const POINTS: readonly Checkpoint[] = ['before resolve', 'after resolve', 'before apply', 'after apply', 'before record', 'after record'];
/** What has happened when the late one wakes: nobody came; somebody came and is at it; somebody came and is done. */
const MEANWHILE = ['nobody', 'at work', 'done'] as const;
type Meanwhile = (typeof MEANWHILE)[number];
type Reconciler = MutatorRunner['reconciler'];

interface Sleeper { owner: LateOwner; maze: QueuedMaze; meanwhile: Meanwhile }

/** As many owners as mazes stop at points of their own, until their leases have run out; then they go on. */
export async function lateRound(stage: FaultStage, successor: Reconciler): Promise<void> {
  const sleepers = await fallAsleep(stage);
  await eventually('their leases run out', EXPIRY_LIMIT_MS, async () => {
    for (const { maze } of sleepers) if (await stage.isHeld(maze.id)) return null;
    return true;
  });
  const claims = new Map<string, number>();
  for (const { maze, meanwhile } of sleepers) {
    if (meanwhile === 'done') successor.attend(maze.id);
    if (meanwhile === 'at work') claims.set(maze.id, await comeToWork(stage, maze));
  }
  await eventually('the successor is done', TAKE_OVER_LIMIT_MS, async () => {
    for (const { maze, meanwhile } of sleepers) {
      if (meanwhile === 'done' && ((await stage.database.mutations.next(maze.id)) !== null || (await stage.isHeld(maze.id)))) return null;
    }
    return true;
  });
  const before = await Promise.all(sleepers.map(({ maze }) => stateOf(stage.database, stage.engine, maze.id)));
  await Promise.all(sleepers.map(({ owner }) => owner.wake()));
  for (const [n, sleeper] of sleepers.entries()) await compare(stage, sleeper, before[n]!);
  for (const [id, epoch] of claims) await stage.database.leases.release(id, 'at work', epoch);
}

async function fallAsleep({ queues, random, database, engine }: FaultStage): Promise<Sleeper[]> {
  const sleepers: Sleeper[] = [];
  for (const [n, maze] of queues.mazes.entries()) {
    await queues.enqueue(maze, maze.stream.take(OPS));
    const point = POINTS[Math.floor(random.below(POINTS.length))]!;
    const passage = 1 + Math.floor(random.below(2));
    const owner = new LateOwner({ database, engine, topologyId: maze.id, leaseMs: LEASE_MS, point, passage });
    sleepers.push({ owner, maze, meanwhile: MEANWHILE[n % MEANWHILE.length]! });
  }
  await Promise.all(sleepers.map(({ owner }) => owner.untilStopped()));
  return sleepers.filter(({ owner }) => owner.stopped);
}

/** A successor that holds the maze, and has told the engine so. */
async function comeToWork({ database, engine, findings }: FaultStage, { id, name }: QueuedMaze): Promise<number> {
  const claimed = await database.leases.claim(id, 'at work', LONG_MS, ENGINE_HOST);
  if (!claimed) {
    findings.unexpected.push(`${name}: a lease that has run out cannot be claimed`);
    return 0;
  }
  const { maze } = (await database.mazes.load(id))!;
  await engine.apply({ scope: id, epoch: claimed.epoch, plan: planDeployment(id, maze) });
  return claimed.epoch;
}

/** Where nobody came, the late one may still speak to the engine and give its lease back: whoever comes does it all again. */
const FREE: Readonly<Record<Meanwhile, readonly string[]>> = { nobody: ['runs', 'holder'], 'at work': [], done: [] };

async function compare({ findings, database, engine }: FaultStage, { owner, maze, meanwhile }: Sleeper, before: MazeState): Promise<void> {
  const changes = changesSince(before, await stateOf(database, engine, maze.id), FREE[meanwhile]);
  if (changes !== '') findings.unexpected.push(`${maze.name}: a late owner (meanwhile: ${meanwhile}) changed ${changes}`);
  if (owner.refused === 0) return findings.count('late owners with nothing left to write');
  findings.count('late owners refused');
  findings.recovered += 1;
}
