import type { EditsResponse, TopologyListResponse, TopologyResponse, TopologySummaryResponse } from '@decnet/contract';
import { setTimeout as pause } from 'node:timers/promises';
import { SERVICES } from '@decnet/domain';
import type { Engine } from '@decnet/engine';
import { signLocalToken } from '@decnet/identity';
import { Refused, type ExitCode } from '../exit.js';
import { ApiClient } from '../http/client.js';
import type { Io } from '../io.js';
import { readSettings } from '../session/connect.js';
import { demoGuide } from './demo-guide.js';
import { DEMO_NAME, DEMO_PARAMETERS, demoOps } from './demo-maze.js';
import { knownDemoPassword, newDemoPassword, rememberDemoPassword } from './demo-password.js';
import { masterLogger } from './logging.js';
import { startMaster, type Master } from './master.js';
import { untilStopped } from './until-stopped.js';

const START_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

function clientOf({ url, jwtSecret }: Master): ApiClient {
  return new ApiClient(url, async function* operator() {
    yield signLocalToken(jwtSecret.reveal());
  });
}

async function findDemo(client: ApiClient): Promise<TopologySummaryResponse | undefined> {
  const { data } = await client.get<TopologyListResponse>('/topologies', { q: DEMO_NAME, limit: 500 });
  return data.find(({ name }) => name === DEMO_NAME);
}

async function makeDemo(client: ApiClient): Promise<TopologyResponse> {
  const maze = await client.post<TopologyResponse>('/topologies', DEMO_PARAMETERS);
  await client.post<EditsResponse>(`/topologies/${maze.id}/edits`, { ops: demoOps(maze, SERVICES) });
  return maze;
}

/** The demo's maze, wanted running; one that has ended makes room for a new one. @returns its id */
async function ensureDemo(client: ApiClient): Promise<string> {
  let found = await findDemo(client);
  if (found && ['torn_down', 'failed'].includes(found.status)) {
    if (found.status === 'failed') await client.post(`/topologies/${found.id}/teardown`);
    await settled(client, found.id, 'torn_down');
    await client.json(`/topologies/${found.id}`, { method: 'DELETE' });
    found = undefined;
  }
  const { id, status } = found ?? (await makeDemo(client));
  if (status === 'pending') await client.post(`/topologies/${id}/deploy`);
  return id;
}

async function settled(client: ApiClient, id: string, status: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while ((await client.get<TopologyResponse>(`/topologies/${id}`)).status !== status) {
    if (Date.now() > deadline) throw new Refused(`the maze ${DEMO_NAME} does not become ${status}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Asks the engine itself: right after a start, the rows still say what ran before. */
async function allRunning(engine: Engine, id: string): Promise<boolean> {
  const { scopes } = await engine.observe(id);
  const deckies = scopes.flatMap((scope) => Object.values(scope.deckies));
  return deckies.length > 0 && deckies.every(({ state }) => state === 'running');
}

async function running({ engine }: Master, client: ApiClient, id: string): Promise<TopologyResponse> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const maze = await client.get<TopologyResponse>(`/topologies/${id}`);
    if (maze.status === 'active' && maze.deckies.every(({ state }) => state === 'running') && (await allRunning(engine, id))) return maze;
    if (maze.status === 'failed' || Date.now() > deadline) throw new Refused(`the maze ${DEMO_NAME} is ${maze.status}: ${maze.statusReason ?? maze.lastError ?? 'no reason given'}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** `decnet demo`: resolves when it was stopped. @throws CommandError when it cannot start */
export async function demo(io: Io, flags: Readonly<Record<string, unknown>>): Promise<ExitCode> {
  const config = readSettings(io, flags, { busUrl: 'memory:', logLevel: 'warn' });
  const chosen = config.adminPassword?.reveal();
  const adminPassword = chosen ?? newDemoPassword();
  const master = await startMaster({ config, logger: masterLogger(config), adminPassword });
  try {
    if (master.firstAdmin && chosen === undefined) rememberDemoPassword(config, adminPassword);
    const client = clientOf(master);
    const maze = await running(master, client, await ensureDemo(client));
    io.out(demoGuide({ url: master.url, maze, password: knownDemoPassword(config) }));
  } catch (error) {
    await master.stop();
    throw error;
  }
  return untilStopped(io, master.stop);
}
