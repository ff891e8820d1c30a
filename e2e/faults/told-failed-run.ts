import { randomUUID } from 'node:crypto';
import { ProcessStage } from './stage.js';
import type { Verdict } from './verdict.js';

const MAZES = 5;
/** One write and one call of the engine in so many. */
const EVERY = 20;

export interface ToldFailedOptions { database: string; mutators: number; ops: number; patienceMs: number }

/** Queues worked off while one commit and one call of the engine in twenty is applied, and told to have failed: all ends as without. */
export async function toldFailedRun({ database, mutators, ops, patienceMs }: ToldFailedOptions): Promise<Verdict> {
  const stage = await ProcessStage.launch(database, 0);
  return stage.conduct(`applied but told failed, ${mutators} at work`, async () => {
    const { queues, findings } = stage;
    const crew = Array.from({ length: mutators }, () => stage.mutator({ toldFailed: EVERY }));
    for (const mutator of crew) await mutator.hears('loaded');
    for (const mutator of crew) await mutator.go({ owner: randomUUID() });
    await queues.deploy(MAZES);
    await queues.deployed();
    await queues.draw(ops);
    await queues.rest(patienceMs);
    for (const mutator of crew) {
      await stage.stop(mutator);
      const [engine = 0, commits = 0] = mutator.injected;
      findings.count('engine calls told failed', engine);
      findings.count('commits told failed', commits);
    }
    // A run without faults proves nothing.
    for (const what of ['engine calls told failed', 'commits told failed']) if (!findings.counts[what]) findings.unexpected.push(`no ${what}`);
    await queues.judge(stage.engine);
  });
}
