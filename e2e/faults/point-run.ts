import { randomUUID } from 'node:crypto';
import type { Op } from '@decnet/domain';
import { type Checkpoint, WORK_STEPS } from '@decnet/mutator';
import { eventually } from '../support/eventually.js';
import type { Death } from './mutator-options.js';
import type { Mutator } from './mutator.js';
import type { QueuedMaze } from './queues.js';
import { NEVER } from './scripted-engine.js';
import { ProcessStage } from './stage.js';
import type { Verdict } from './verdict.js';

/** Mazes that run from the start, and have a queue by turns. */
const MAZES = 3;
/** A mutator that does not come to its point within this never does. */
const POINT_LIMIT_MS = 40_000;
/** One life in so many has a name of its own, and has to wait for the leases of the one before to run out. */
const STRANGERS = 4;

/** What a life is given to do. */
const KINDS = ['queue', 'deploy', 'teardown'] as const;
type Kind = (typeof KINDS)[number];
interface Life { kind: Kind; point: Checkpoint }

/** Steps that the work of a kind never comes to. */
const WITHOUT: Readonly<Record<Kind, readonly string[]>> = { queue: [], deploy: ['resolve'], teardown: ['resolve', 'apply'] };
/** Where a queue may be the second or third time when its owner dies. */
const REPEATED = ['resolve', 'apply', 'record'];

/** A mutator dies at each named point of each kind of work; the next one finishes what it left, and dies at the next point. */
export async function pointRun({ database, patienceMs }: { database: string; patienceMs: number }): Promise<Verdict> {
  const stage = await ProcessStage.launch(database, 0);
  return stage.conduct('named crash points', async () => {
    const lives = allLives();
    const live = await running(stage, MAZES + lives.filter(({ kind }) => kind === 'teardown').length);
    const doomed = live.splice(MAZES);
    let spare = stage.mutator();
    let owner = randomUUID();
    for (const [n, { kind, point }] of lives.entries()) {
      const { id: topologyId } = await WORK[kind](stage, kind === 'teardown' ? doomed.pop()! : live[n % MAZES]!);
      const mutator = spare;
      spare = stage.mutator();
      if (n % STRANGERS === 0) owner = randomUUID();
      const passage = kind === 'queue' && REPEATED.some((step) => point.endsWith(step)) ? 1 + Math.floor(stage.random.below(3)) : 1;
      await liveAndDie(stage, mutator, owner, { point, passage, topologyId });
    }
    await spare.go({ owner });
    await stage.queues.rest(patienceMs);
    await stage.stop(spare);
    await stage.queues.judge(stage.engine);
  });
}

/** Mazes that a mutator has deployed that is no more. */
async function running(stage: ProcessStage, count: number): Promise<QueuedMaze[]> {
  const mutator = stage.mutator();
  await mutator.go({ owner: randomUUID() });
  const mazes = await stage.queues.deploy(count);
  await stage.queues.deployed();
  await stage.stop(mutator);
  return mazes;
}

let made = 0;

/** Puts some work of that kind there to be done. @returns the maze whose work it is */
const WORK: Readonly<Record<Kind, (stage: ProcessStage, maze: QueuedMaze) => Promise<QueuedMaze>>> = {
  queue: async ({ queues }, maze) => {
    await queues.enqueue(maze, someOps());
    return maze;
  },
  deploy: async ({ queues }) => (await queues.deploy(1))[0]!,
  teardown: async ({ queues, master }, maze) => {
    await queues.enqueue(maze, someOps());
    await master.admin.post(`/topologies/${maze.id}/teardown`);
    maze.status = 'torn_down';
    return maze;
  },
};

/** Of each fate one, and at least three that are resolved, applied to the engine and recorded. */
function someOps(): Op[] {
  made += 1;
  return [
    { op: 'add_decky', name: `more-${made}`, lan: 'inner' }, { op: 'add_decky', name: `${NEVER}-${made}`, lan: 'inner' },
    { op: 'add_lan', name: `lan-${made}-x` }, { op: 'remove_decky', decky: 'nobody' }, { op: 'remove_decky', decky: `more-${made}` },
  ];
}

async function liveAndDie({ findings }: ProcessStage, mutator: Mutator, owner: string, dieAt: Death): Promise<void> {
  await mutator.hears('loaded');
  await mutator.go({ owner, dieAt });
  const died = await eventually('it dies', POINT_LIMIT_MS, () => (mutator.isAlive ? null : true)).catch(() => false);
  if (!died) await mutator.kill();
  if (died && mutator.lastStep === dieAt.point) findings.count('deaths');
  else findings.unexpected.push(`a mutator never came to ${dieAt.point}, ${dieAt.passage}: ${mutator.errors.slice(-2).join('; ')}`);
}

function allLives(): Life[] {
  return KINDS.flatMap((kind) => {
    const steps = WORK_STEPS.filter((step) => !WITHOUT[kind].includes(step));
    return steps.flatMap((step): Life[] => [{ kind, point: `before ${step}` }, { kind, point: `after ${step}` }]);
  });
}
