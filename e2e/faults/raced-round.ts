import type { Op } from '@decnet/domain';
import { ENGINE_HOST } from '../support/test-master.js';
import { LateOwner } from './late-owner.js';
import type { FaultStage } from './stage.js';

const LONG_MS = 600_000;
/** One that could be applied, and one that a rule refuses: each has an end of its own, and a guard of its own. */
const OPS: readonly Op[] = [{ op: 'add_lan' }, { op: 'remove_decky', decky: 'nobody' }];

/** Owners that are in time, but whose op is cancelled when they have picked it up already; and meanwhile somebody else wants their maze. */
export async function racedRound({ queues, database, engine, findings }: FaultStage): Promise<void> {
  const owners = queues.mazes.map(({ id: topologyId }) => new LateOwner({ database, engine, topologyId, leaseMs: LONG_MS, point: 'before resolve', passage: 1 }));
  for (const [n, maze] of queues.mazes.entries()) await queues.enqueue(maze, [OPS[n % OPS.length]!]);
  await Promise.all(owners.map((owner) => owner.untilStopped()));
  for (const [n, maze] of queues.mazes.entries()) {
    if (!owners[n]!.stopped) findings.unexpected.push(`${maze.name}: an owner never came to its op`);
    if (await database.leases.claim(maze.id, 'stranger', LONG_MS, ENGINE_HOST)) findings.duplicated.push(`${maze.name}: a maze that is held was claimed once more`);
    if (!(await queues.cancel(maze, maze.promised.at(-1)!))) findings.unexpected.push(`${maze.name}: an op that waits cannot be cancelled`);
  }
  await Promise.all(owners.map((owner) => owner.wake()));
}
