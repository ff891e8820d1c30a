/** A way to break the program, in its compiled files, and a run that must notice. */
export interface Mutant {
  name: string;
  file: string;
  /** Stands in the file exactly once. */
  find: string;
  replace: string;
  run: readonly string[];
}

const LATE = ['late', '--owners', '30'];
const POINTS = ['points'];
const KILLS = ['kills', '--kills', '6', '--ops', '60'];
const TOLD_FAILED = ['told-failed', '--ops', '100'];

const BUMP = 'libs/persistence/src/mazes/bump.js';
const MUTATIONS = 'libs/persistence/src/mutations/mutation.store.js';
const RECORD = 'libs/mutator/src/queue/record.js';
const RESOLVE = 'libs/mutator/src/queue/resolve.js';

export const MUTANTS: readonly Mutant[] = [
  { name: 'no fence', file: BUMP, find: 'if (guard.leaseEpoch !== undefined) demand(holdsLease(sql), guard.leaseEpoch);', replace: '', run: LATE },
  { name: 'a fence that forgets the time', file: BUMP, find: 'lease_epoch = ? AND lease_expires_at >= ${dialect.now}', replace: 'lease_epoch = ?', run: LATE },
  { name: 'a fence that forgets the epoch', file: BUMP, find: 'lease_epoch = ? AND lease_expires_at', replace: '? > 0 AND lease_expires_at', run: LATE },
  { name: 'an engine that takes any epoch', file: 'libs/engine/src/scope/scope-gate.js', find: 'if (epoch < highest) throw', replace: 'if (epoch < 0) throw', run: LATE },
  {
    name: 'claims of what is held', file: 'libs/persistence/src/leases/lease.store.js',
    find: ' AND (lease_owner IS NULL OR lease_expires_at < ${now})', replace: '', run: LATE,
  },
  // What keeps a late owner from the queue is the guard of each transaction; the conditions on states behind it are a second line.
  { name: 'no guard when an op is begun', file: RESOLVE, find: 'bump(tx, held.topologyId, held.guard, {', replace: 'bump(tx, held.topologyId, {}, {', run: LATE },
  { name: 'no guard when an op is recorded', file: RECORD, find: "bump(tx, held.topologyId, held.guard, {\n        version: rows > 0", replace: "bump(tx, held.topologyId, {}, {\n        version: rows > 0", run: LATE },
  { name: 'the last op first', file: MUTATIONS, find: 'ORDER BY seq LIMIT 1', replace: 'ORDER BY seq DESC LIMIT 1', run: KILLS },
  { name: 'no await where the engine may fail', file: 'libs/mutator/src/convergence.js', find: "return await step(context, 'apply'", replace: "return step(context, 'apply'", run: TOLD_FAILED },
  {
    name: 'no wait for the engine', file: 'libs/mutator/src/queue/drain-queue.js',
    find: 'result = await convergeQuietly(context, held, plan);', replace: 'void convergeQuietly(context, held, plan).catch(()=>undefined);', run: KILLS,
  },
  { name: 'other choices at the second time', file: RESOLVE, find: 'parseOp(resolvedOp ?? payload)', replace: 'parseOp(payload)', run: POINTS },
  { name: 'a subnet kept for good', file: RECORD, find: 'await claims.giveUp(tx, topologyId, id);', replace: '', run: POINTS },
];
