import { randomUUID } from 'node:crypto';
import type { Database } from '@decnet/persistence';
import { describeOnEachDatabase } from '@decnet/testing';
import { Accounts, PASSWORD } from '../support/accounts.js';
import { RowWatch } from '../support/dump.js';
import { anything, type Garbage, type Operation, type Schema, violations } from '../support/garbage.js';
import { fieldsNamed, problemOf } from '../support/problem.js';
import { type SampleMaze, sampleMaze } from '../support/sample-maze.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

interface Document { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

/** DECNET_TEST_SEED throws other garbage, or again what once broke something. */
const SEED = Number(process.env.DECNET_TEST_SEED ?? 20_260_101);
/** Requests for each operation: on SQLite all of them; on MySQL, which is slower, what breaks a schema and a little more. */
const AT_LEAST = { sqlite: 200, mysql: 20 };
const AT_RANDOM = { sqlite: 40, mysql: 20 };

/** Fields of a body that is right; what an operation does not require is left out. */
const GOOD: Readonly<Record<string, () => unknown>> = {
  name: () => randomUUID(), username: () => randomUUID(), password: () => PASSWORD, role: () => 'viewer', oldPassword: () => PASSWORD, newPassword: () => 'quite another',
  lan: () => 'inner', decky: () => 'gateway', ops: () => [{ op: 'add_lan' }], toVersion: () => 1, decnet: () => 1, lans: () => [], deckies: () => [], edges: () => [],
  client: () => randomUUID(), selection: () => [],
};

/** Walks the served document: a route that is added is walked, too. */
describeOnEachDatabase(`garbage from seed ${SEED}`, (open) => {
  let database: Database;
  let master: TestMaster;
  let document: Document;
  beforeAll(async () => {
    database = await open();
    master = await startTestMaster({ database, mutator: false });
    document = (await (await fetch(`${master.url}/api/docs-json`)).json()) as Document;
  });
  afterAll(() => master.close());

  interface World { maze: SampleMaze; userId: string; token: string }
  async function freshWorld(path: string): Promise<World> {
    const accounts = new Accounts(master, database);
    const userId = path.startsWith('/api/v1/users/') ? (await accounts.make('viewer')).id : randomUUID();
    const token = path.endsWith('/change-password') ? (await accounts.signedIn('viewer')).token! : master.admin.token!;
    return { maze: await sampleMaze(master.admin), userId, token };
  }

  function goodBody(operation: Operation): Record<string, unknown> | undefined {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (!schema) return undefined;
    const { required = [] } = document.components.schemas[schema.$ref!.split('/').pop()!]!;
    return Object.fromEntries(required.map((field) => [field, GOOD[field]!()]));
  }

  function bodyOf(operation: Operation, { body, field, set }: Garbage): string | undefined {
    if (body !== undefined) return body;
    const good = goodBody(operation);
    if (!set || field === null) return good && JSON.stringify(good);
    const { [field]: _, ...others } = good!;
    return JSON.stringify(set === 'left out' ? others : { ...others, [field]: set.value });
  }

  function urlOf(path: string, { maze, userId }: World, garbage: Garbage): string {
    const { lanId, deckyId, edgeId } = maze;
    const ids: Record<string, string> = { lanId, deckyId, edgeId, mutationId: randomUUID(), id: path.startsWith('/api/v1/users') ? userId : maze.id, ...garbage.path };
    const query = garbage.query ?? (path.endsWith('/counts') ? `topologyId=${maze.id}` : '');
    return `${master.url}${path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name]!)}${query && `?${query}`}`;
  }

  async function send(method: string, path: string, operation: Operation, world: World, garbage: Garbage): Promise<{ status: number; contentType: string | null; text: string }> {
    const body = bodyOf(operation, garbage);
    const headers = { authorization: `Bearer ${world.token}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...garbage.headers };
    const response = await fetch(urlOf(path, world, garbage), { method, headers, ...(body !== undefined && { body }) });
    const contentType = response.headers.get('content-type');
    if (!contentType?.startsWith('text/event-stream')) return { status: response.status, contentType, text: await response.text() };
    await response.body!.cancel();
    return { status: response.status, contentType, text: '' };
  }

  /** What is wrong with this answer; null when it is as promised. */
  function fault(garbage: Garbage, { status, contentType, text }: { status: number; contentType: string | null; text: string }): string | null {
    if (status >= 500) return `answered ${status}`;
    if (status < 400) return garbage.surelyWrong ? `let in with ${status}` : null;
    try {
      const named = fieldsNamed(problemOf(status, contentType, text));
      const { field, surelyWrong } = garbage;
      const isNamed = field === null || named.some((path) => path === field || path.startsWith(`${field}.`));
      return surelyWrong && status === 400 && !isNamed ? `names ${named.join() || 'nothing'} and not ${field}` : null;
    } catch (error) {
      return (error as Error).message;
    }
  }

  async function walk(method: string, path: string, operation: Operation): Promise<{ faults: string[]; requests: number }> {
    const wrong = violations(operation, document.components.schemas);
    const count = Math.max(AT_LEAST[database.kind] - wrong.length, AT_RANDOM[database.kind]);
    const faults: string[] = [];
    let world = await freshWorld(path);
    let rows = await RowWatch.start(database);
    const all = [...wrong, ...anything(operation, document.components.schemas, { seed: SEED, count })];
    for (const garbage of all) {
      const answer = await send(method, path, operation, world, garbage);
      const found = fault(garbage, answer);
      if (found) faults.push(`${JSON.stringify(garbage).slice(0, 200)}: ${found}`);
      if (method === 'GET') continue;
      if (!(await rows.sawChange())) continue;
      if (answer.status >= 400) faults.push(`${JSON.stringify(garbage).slice(0, 200)}: ${answer.status}, and something was changed`);
      world = await freshWorld(path);
      rows = await RowWatch.start(database);
    }
    // Whatever is asked for by GET, nothing changes.
    if (method === 'GET' && (await rows.sawChange())) faults.push('something was changed');
    await database.dataSource.query('DELETE FROM topologies');
    return { faults, requests: all.length };
  }

  it('gets from no operation a 5xx, from every refusal a problem document that names the field, and changes nothing by it', async () => {
    const faults: Record<string, string[]> = {};
    let requests = 0;
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const walked = await walk(method.toUpperCase(), path, operation);
        requests += walked.requests;
        if (walked.faults.length > 0) faults[`${method.toUpperCase()} ${path}`] = walked.faults.slice(0, 12);
      }
    }
    expect(faults).toEqual({});
    const operations = Object.values(document.paths).flatMap((item) => Object.keys(item)).length;
    expect(requests).toBeGreaterThanOrEqual(AT_LEAST[database.kind] * operations);
  }, 600_000);
});
