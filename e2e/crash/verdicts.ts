import type { StatusEventsResponse, StatusPayload, TopologyListResponse, TopologyResponse } from '@decnet/contract';
import { mazeHash, canMove, type TopologyStatus } from '@decnet/domain';
import { eventually } from '../support/eventually.js';
import type { MasterProcess } from '../support/master-process.js';

/** Less than a lease: who starts again after a kill need not wait for what the dead one held. */
export const HEAL_LIMIT_MS = 12_000;
/** Where a maze may rest. `degraded` is none of them here: with an engine that works, it heals. */
const SETTLED: readonly TopologyStatus[] = ['pending', 'active', 'failed', 'torn_down'];

/**
 * Waits until every maze rests and the engine runs exactly what the rows say.
 * @returns all mazes. @throws Error that says what does not agree
 */
export async function settled(master: MasterProcess): Promise<TopologyResponse[]> {
  let why: string[] = [];
  return eventually('every maze rests, and the engine agrees', HEAL_LIMIT_MS, async () => {
    const mazes = await allMazes(master);
    why = [...mazes.flatMap(restless), ...(await disagreements(master, mazes))];
    return why.length === 0 ? mazes : null;
  }, () => [...why, ...master.log.slice(-20)].join('\n'));
}

export async function allMazes({ admin }: MasterProcess): Promise<TopologyResponse[]> {
  const { body } = await admin.get<TopologyListResponse>('/topologies?limit=500');
  return Promise.all(body.data.map(async ({ id }) => (await admin.get<TopologyResponse>(`/topologies/${id}`)).body));
}

/** What listens for these mazes, as the kernel names it, sorted. */
export function endpointsOf(mazes: readonly TopologyResponse[]): string[] {
  const live = mazes.filter(({ status }) => status === 'active');
  return live.flatMap(({ deckies }) => deckies.flatMap(({ endpoints }) => endpoints.map(({ protocol, address, port }) => `${protocol} ${address}:${port}`))).sort();
}

/** The statuses a maze went through, oldest first. @throws Error at a step that TRANSITIONS does not know, and at one without its reason */
export async function legalJournal({ admin }: MasterProcess, id: string): Promise<TopologyStatus[]> {
  const { body } = await admin.get<StatusEventsResponse>(`/topologies/${id}/status-events?limit=500`);
  const steps = body.data.reverse() as StatusPayload[];
  steps.forEach(({ from, to, reason }, i) => {
    const before = steps[i - 1]?.to ?? null;
    const isLegal = from === before && (from === null ? to === 'pending' : canMove(from, to));
    if (!isLegal) throw new Error(`maze ${id} went from ${from} to ${to} after ${before}`);
    if (['failed', 'degraded'].includes(to) && !reason) throw new Error(`maze ${id} became ${to} without a reason`);
  });
  return steps.map(({ to }) => to);
}

function restless({ name, status, statusReason }: TopologyResponse): string[] {
  if (!SETTLED.includes(status)) return [`${name} is ${status} (${statusReason})`];
  return status === 'failed' && !statusReason ? [`${name} failed without a reason`] : [];
}

async function disagreements(master: MasterProcess, mazes: readonly TopologyResponse[]): Promise<string[]> {
  const { scopes } = await master.engine.observe();
  const active = mazes.filter(({ status }) => status === 'active');
  const strangers = scopes.filter(({ scope }) => !active.some(({ id }) => id === scope)).map(({ scope }) => `the engine runs ${scope}`);
  const different = active.filter((maze) => {
    const observed = scopes.find(({ scope }) => scope === maze.id);
    if (observed?.hash !== mazeHash(maze)) return true;
    return maze.deckies.some(({ id, state, endpoints }) => state !== 'running' || JSON.stringify(observed.deckies[id]?.endpoints) !== JSON.stringify(endpoints));
  });
  return [...strangers, ...different.map(({ name }) => `${name} is active, and the engine says something else`)];
}
