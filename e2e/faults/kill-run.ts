import { eventually } from '../support/eventually.js';
import { Crew } from './crew.js';
import { ProcessStage } from './stage.js';
import type { Verdict } from './verdict.js';

export interface KillRunOptions {
  database: string;
  kills: number;
  mutators: number;
  /** In the queues at the beginning; while there are kills to come, the queues do not run dry. */
  ops: number;
  /** How long the queues may take to be worked off after the last kill. */
  patienceMs: number;
}

const MAZES = 5;
const PACE_MS = 50;
const FEWEST_OPEN = 20;
const REFILL = 40;
/** Ops by which is measured how long work takes on this machine, now. */
const MEASURED = 10;
const MEASURE_LIMIT_MS = 30_000;
/** One kill in so many comes with a cancelled op. */
const CANCELLED = 3;

/** kill -9 of mutators at random moments while they work off the queues of five mazes. */
export async function killRun({ database, kills, mutators, ops, patienceMs }: KillRunOptions): Promise<Verdict> {
  const stage = await ProcessStage.launch(database, PACE_MS);
  return stage.conduct(`${kills} kills among ${mutators}`, async () => {
    const { queues, random } = stage;
    const crew = new Crew(stage, mutators);
    await crew.fill();
    await queues.deploy(MAZES);
    await queues.deployed();
    const spanMs = await timeOfWork(stage);
    await queues.draw(ops - MEASURED);
    for (let kill = 0; kill < kills; kill += 1) {
      if ((await queues.open()) < FEWEST_OPEN) await queues.draw(REFILL);
      if (random.below(CANCELLED) < 1) await queues.cancelOne();
      await queues.moveOne();
      await crew.killOne(spanMs);
    }
    await queues.rest(patienceMs);
    await crew.stop();
    await queues.judge(stage.engine);
  });
}

async function timeOfWork({ queues }: ProcessStage): Promise<number> {
  const since = performance.now();
  await queues.draw(MEASURED);
  await eventually('the first ops are done', MEASURE_LIMIT_MS, async () => ((await queues.open()) === 0 ? true : null));
  return performance.now() - since;
}
