import { MutatorRunner } from '@decnet/mutator';
import { connectBus } from '@decnet/bus';
import { ENGINE_HOST } from '../support/test-master.js';
import { lateRound } from './late-round.js';
import { racedRound } from './raced-round.js';
import { ScriptedEngine } from './scripted-engine.js';
import { FaultStage } from './stage.js';
import type { Verdict } from './verdict.js';

const MAZES = 20;
/** Twice the rounds that would do if every owner stopped where it should, and had something left to write; and a few for the small runs. */
const mostRounds = (owners: number): number => (2 * owners) / MAZES + 4;
/** One round in so many is followed by one of owners that are not late, and raced. */
const RACED = 5;

/** Owners that stop between two steps of a queue, past their lease, and then go on: nothing that they write is accepted. */
export async function lateRun({ database, owners, patienceMs }: { database: string; owners: number; patienceMs: number }): Promise<Verdict> {
  const engine = new ScriptedEngine(0);
  const stage = await FaultStage.start(database, engine);
  const successor = new MutatorRunner(
    { engine, engineHost: ENGINE_HOST, leaseMs: 10_000, owner: 'successor', pollMs: 100, lookMs: 500 }, stage.database, connectBus('null:', () => undefined),
  );
  const { queues, findings } = stage;
  const late = (): number => findings.counts['late owners refused'] ?? 0;
  return stage.conduct('late owners', async () => {
    await queues.deploy(MAZES);
    await successor.reconciler.idle();
    await queues.deployed();
    for (let round = 0; late() < owners && round < mostRounds(owners); round += 1) {
      await lateRound(stage, successor.reconciler);
      for (const { id } of queues.mazes) successor.reconciler.attend(id);
      await queues.rest(patienceMs);
      if (round % RACED === 0) await racedRound(stage);
    }
    if (late() < owners) findings.unexpected.push('too few owners stopped where they should, or had anything left to write');
    await successor.reconciler.stop();
    await queues.judge(engine);
  });
}
