import { randomUUID } from 'node:crypto';
import { applyOp } from '../../../dist/libs/domain/src/index.js';
import { started } from './mazes.mjs';
import { send, tell } from './world.mjs';

const CONTEXT = { newId: randomUUID, takenRanges: [], subnetBase: '172.16.0.0/12' };
const STAGE_MS = 1_800;

function journal(maze, type, payload, actor) {
  maze.eventSeq += 1;
  const row = { seq: maze.eventSeq, version: maze.version, type, payload, actor, at: new Date().toISOString() };
  send(maze, type, row);
  return row;
}

export const queueOf = (maze) => (maze.mutations ??= []);
export const isOpen = ({ state }) => state === 'pending' || state === 'applying';

function mutation(maze, op, patch) {
  const made = {
    id: randomUUID(), topologyId: maze.id, seq: maze.eventSeq, op: op.op, payload: op, resolvedOp: null, state: 'pending', requestedBy: 'admin', requestedAt: new Date().toISOString(),
    attempts: 0, finishedAt: null, reason: null, ...patch,
  };
  queueOf(maze).push(made);
  return made;
}

export function end(maze, entry, state, reason, actor) {
  Object.assign(entry, { state, reason, finishedAt: new Date().toISOString() });
  journal(maze, `mutation.${state}`, { mutationId: entry.id, op: entry.op, reason }, actor);
}

/** Tells each changed row, as the product's journal does. */
function change(maze, { maze: after, changes }) {
  Object.assign(maze, { lans: after.lans, deckies: after.deckies, edges: after.edges, version: maze.version + 1 });
  for (const { type, before, after: row } of changes) {
    const kind = type.split('.')[0];
    if (type === 'decky.added') Object.assign(row, { state: 'starting', lastError: null, endpoints: [] });
    journal(maze, type, { [kind]: row ?? before, ...(row && before && { previous: before }) }, 'mutator');
    if (type !== 'decky.added') continue;
    tell(maze, row);
    setTimeout(() => {
      started(maze, row, maze.deckies.length);
      tell(maze, row);
    }, STAGE_MS);
  }
}

function work(maze) {
  const head = queueOf(maze).find(isOpen);
  maze.working = head !== undefined;
  if (head === undefined) return;
  let result;
  try {
    result = applyOp(maze, head.payload, CONTEXT);
  } catch (error) {
    end(maze, head, 'failed', `${error.code}: ${error.message}`, 'mutator');
    setTimeout(work, STAGE_MS, maze);
    return;
  }
  Object.assign(head, { state: 'applying', attempts: 1, resolvedOp: result.resolved });
  journal(maze, 'mutation.applying', { mutationId: head.id, op: result.resolved }, 'mutator');
  setTimeout(() => {
    change(maze, result);
    end(maze, head, 'applied', null, 'mutator');
    setTimeout(work, STAGE_MS, maze);
  }, STAGE_MS);
}

export function enqueue(maze, ops, requestedBy) {
  const made = ops.map((op) => {
    const entry = mutation(maze, op, { requestedBy });
    entry.seq = journal(maze, 'mutation.enqueued', { mutationId: entry.id, op }, requestedBy).seq;
    return entry;
  });
  if (!maze.working && !maze.stuck) {
    maze.working = true;
    setTimeout(work, STAGE_MS, maze);
  }
  return made;
}

/** What was there before anybody looked: a long history, and a line at which nothing moves. */
export function fillQueue(maze, { ended, waiting }) {
  const [lan, other] = maze.lans;
  const names = ['ana', 'bob', 'admin'];
  for (let count = 0; count < ended; count += 1) {
    maze.eventSeq += 3;
    const at = new Date(Date.now() - (ended - count) * 190_000).toISOString();
    const patch = { requestedBy: names[count % 3], requestedAt: at, finishedAt: at, state: 'applied', attempts: 1 };
    const op = count % 3 === 0 ? { op: 'add_decky', name: `web-${count}`, lan: lan.id, services: ['http'] } : count % 3 === 1
      ? { op: 'update_decky', decky: maze.deckies[count % maze.deckies.length].id, patch: { services: ['ssh', 'http'], forwardsL3: true } }
      : { op: 'attach_decky', decky: maze.deckies[count % maze.deckies.length].id, lan: other.id };
    if (count % 9 === 4) Object.assign(patch, { state: 'failed', reason: 'VALIDATION_FAILED: the address 172.16.1.9 belongs to decky-003 already; choose another one or leave it to the server' });
    if (count % 13 === 5) Object.assign(patch, { state: 'failed', attempts: 0, reason: 'CANCELLED: taken out of the queue by ana' });
    mutation(maze, op, patch);
  }
  for (let count = 0; count < waiting; count += 1) {
    maze.eventSeq += 1;
    mutation(maze, { op: 'add_decky', name: `mail-${count + 1}`, lan: lan.id, archetype: 'mail-server' }, { requestedBy: 'ana', ...(count === 0 && { state: 'applying', attempts: 1 }) });
  }
  maze.stuck = waiting > 0;
}
