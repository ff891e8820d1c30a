import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { changesSince, stateOf } from './maze-state.js';
import type { Mutator } from './mutator.js';
import type { QueuedMaze } from './queues.js';
import { ProcessStage } from './stage.js';
import type { Verdict } from './verdict.js';

const PACE_MS = 30;
const OPS = 12;
/** A stop within so long after its first step finds the owner somewhere in its queue. */
const WITHIN_MS = 500;
/** A stop that comes when the work is done already is repeated. */
const MOST_TRIES = 4;
const WORK_LIMIT_MS = 30_000;
/** A write that takes longer waits for the sleeper: it was stopped within a transaction, which is no late write yet. */
const WRITE_LIMIT_MS = 300;

/** Processes that are stopped (SIGSTOP) in the middle of a queue, until another one has finished it, and then woken: they change nothing. */
export async function sleeperRun({ database, stops, patienceMs }: { database: string; stops: number; patienceMs: number }): Promise<Verdict> {
  const stage = await ProcessStage.launch(database, PACE_MS);
  return stage.conduct('owners stopped past their lease', async () => {
    const { queues, findings } = stage;
    const first = stage.mutator();
    await first.go({ owner: randomUUID() });
    const [maze] = await queues.deploy(1);
    await queues.deployed();
    await stage.stop(first);
    for (let tries = 0; (findings.counts['stopped in their work'] ?? 0) < stops && tries < MOST_TRIES * stops; tries += 1) await oversleep(stage, maze!, patienceMs);
    if ((findings.counts['stopped in their work'] ?? 0) < stops) findings.unexpected.push('too few were stopped in their work');
    await queues.judge(stage.engine);
  });
}

async function oversleep(stage: ProcessStage, maze: QueuedMaze, patienceMs: number): Promise<void> {
  const { queues, database, engine, findings, random } = stage;
  const sleeper = stage.mutator();
  const other = stage.mutator();
  await Promise.all([sleeper.hears('loaded'), other.hears('loaded')]);
  await queues.enqueue(maze, maze.stream.take(OPS));
  await sleeper.go({ owner: randomUUID() });
  await eventually('the owner works', WORK_LIMIT_MS, () => (sleeper.holding.size > 0 ? true : null));
  await delay(random.below(WITHIN_MS));
  await putToSleep(stage, sleeper, maze.id);
  const inTime = sleeper.holding.size > 0;
  await other.go({ owner: randomUUID() });
  await queues.rest(patienceMs);
  await stage.stop(other);
  const before = await stateOf(database, engine, maze.id);
  sleeper.wake();
  if (inTime) await eventually('the sleeper has given up', WORK_LIMIT_MS, () => (sleeper.holding.size === 0 ? true : null));
  await stage.stop(sleeper);
  // It is free to look after the maze anew, with a lease of its own.
  const changes = changesSince(before, await stateOf(database, engine, maze.id), ['holder', 'epoch']);
  if (changes !== '') findings.unexpected.push(`a late owner changed ${changes}`);
  if (inTime) findings.count('stopped in their work');
  if (inTime) findings.recovered += 1;
}

/** Stops it between two transactions: within one it would keep everybody else waiting. */
async function putToSleep({ database }: ProcessStage, sleeper: Mutator, id: string): Promise<void> {
  for (;;) {
    sleeper.sleep();
    const write = database.unitOfWork.run((tx) => database.mazes.bump(tx, id, {}, { version: 0, rows: 0 }), { settle: async () => false });
    if (await Promise.race([write.then(() => true), delay(WRITE_LIMIT_MS, false)])) return;
    sleeper.wake();
    await write;
  }
}
