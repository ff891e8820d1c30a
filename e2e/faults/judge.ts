import { isDeepStrictEqual } from 'node:util';
import type { JournalMessage } from '@decnet/contract';
import { cidrRange, mazeHash, type Mutation, type TopologyStatus } from '@decnet/domain';
import type { Engine } from '@decnet/engine';
import type { Database, TopologyRow } from '@decnet/persistence';
import { Replay, type ReplayBase } from './replay.js';
import type { Findings } from './verdict.js';

/** A maze whose queue ran, and what was promised about it. */
export interface Judged extends Omit<ReplayBase, 'foreign'> {
  id: string;
  name: string;
  /** Mutations that the API said it has queued. */
  promised: readonly string[];
  /** Where it must rest. */
  status: Extract<TopologyStatus, 'active' | 'torn_down'>;
}

const PAGE = 500;

/** Whether of every maze journal, rows, claims and engine tell one and the same story, and it is the one that was promised. */
export async function judge(database: Database, engine: Engine, mazes: readonly Judged[], findings: Findings): Promise<void> {
  const dmzs = mazes.map(({ id, maze }) => ({ id, subnets: maze.lans.filter(({ isDmz }) => isDmz).map(({ subnet }) => subnet) }));
  for (const maze of mazes) {
    const foreign = dmzs.filter(({ id }) => id !== maze.id).flatMap(({ subnets }) => subnets);
    const replay = new Replay(maze.name, { ...maze, foreign }, findings);
    replay.read(await journalOf(database, maze.id, maze.eventSeq));
    judgeMutations(maze, replay, await mutationsOf(database, maze.id), findings);
    await judgeRows(database, engine, maze, replay, findings);
  }
  await judgeClaims(database, mazes, findings);
}

function judgeMutations({ name, promised }: Judged, { courses }: Replay, rows: readonly Mutation[], findings: Findings): void {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const id of promised) {
    const course = courses.get(id);
    if (!course || !byId.has(id)) findings.lost.push(`${name}: ${id} was promised, and is not there`);
    else if (course.ended === 0) findings.lost.push(`${name}: ${id} (${course.op.op}) is ${byId.get(id)!.state} after ${course.attempts} attempts, and has no end`);
  }
  for (const [id, { state, attempts, resolved }] of courses) {
    const row = byId.get(id);
    if (row && state !== null && row.state !== state) findings.unexpected.push(`${name}: ${id} is ${row.state} by its row, ${state} by the journal`);
    if (row && row.attempts !== attempts) findings.unexpected.push(`${name}: ${id} has ${row.attempts} attempts by its row, ${attempts} by the journal`);
    if (row && !isDeepStrictEqual(row.resolvedOp, resolved)) findings.unexpected.push(`${name}: ${id} is resolved otherwise by its row than by the journal`);
    if (attempts > 1) findings.recovered += 1;
    if (state !== null) findings.count(state === 'applied' ? 'applied' : 'refused or failed');
  }
}

async function judgeRows(database: Database, engine: Engine, { id, name, status }: Judged, replay: Replay, findings: Findings): Promise<void> {
  const { topology, maze, observations } = (await database.mazes.load(id))!;
  const unexpected = (text: string): void => void findings.unexpected.push(`${name}: ${text}`);
  if (topology.status !== status) unexpected(`is ${topology.status} (${topology.statusReason}), not ${status}`);
  if (isHeld(topology)) unexpected('is still held by somebody');
  if (topology.version !== replay.version) unexpected(`is at version ${topology.version}, not ${replay.version}`);
  if (!isDeepStrictEqual(maze, replay.maze)) unexpected('has other rows than its journal tells');
  const observed = (await engine.observe(id)).scopes.find(({ scope }) => scope === id);
  if (status === 'torn_down') {
    if (observed) unexpected('is torn down, and still runs');
    return;
  }
  if (observed?.hash !== mazeHash(maze)) unexpected('runs as something else than its rows say');
  if (!isDeepStrictEqual(observed?.deckies, observations)) unexpected('runs in other states than its rows say');
  if (Object.values(observations).some(({ state }) => state !== 'running')) unexpected('is active, and not all of it runs');
}

/** Every LAN of a maze that may run owns its subnet, and nothing else is owned. */
async function judgeClaims(database: Database, mazes: readonly Judged[], findings: Findings): Promise<void> {
  const wanted = new Set<string>();
  for (const { id, status } of mazes) {
    const { maze } = (await database.mazes.load(id))!;
    if (status === 'active') for (const { id: lan, subnet } of maze.lans) wanted.add([id, lan, ...cidrRange(subnet)].join(' '));
  }
  for (const { topologyId, lanId, range } of await database.claims.owners()) {
    const claim = [topologyId, lanId, ...range].join(' ');
    if (!wanted.delete(claim)) findings.unexpected.push(`a subnet is claimed that no LAN has: ${claim}`);
  }
  for (const claim of wanted) findings.lost.push(`a LAN has lost the claim to its subnet: ${claim}`);
}

/** A dead owner's name stays on a maze that nobody needs any more; its lease has run out. */
export function isHeld({ leaseOwner, leaseExpiresAt }: TopologyRow): boolean {
  return leaseOwner !== null && leaseExpiresAt! >= new Date().toISOString();
}

export async function journalOf(database: Database, id: string, after: number): Promise<JournalMessage[]> {
  const rows: JournalMessage[] = [];
  for (;;) {
    const page = await database.journal.after(id, rows.at(-1)?.seq ?? after, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

export async function mutationsOf(database: Database, id: string): Promise<Mutation[]> {
  const rows: Mutation[] = [];
  for (;;) {
    const page = await database.mutations.page(id, { before: rows.at(-1)?.seq ?? null, limit: PAGE });
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}
