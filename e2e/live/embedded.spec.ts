import { connect } from 'node:net';
import type { EndpointResponse, TopologyResponse } from '@decnet/contract';
import { mazeHash, type Op } from '@decnet/domain';
import { type FreshDatabase, freshSqlite, requirement } from '@decnet/testing';
import { eventually } from '../support/eventually.js';
import { listenersIn } from '../support/kernel-tables.js';
import { drained, enqueue } from '../support/live-maze.js';
import { MasterProcess } from '../support/master-process.js';
import { hasSshClient, SshClient } from '../support/ssh-client.js';

/** A range of this test's own; an address of it is reached at 127 and its last three octets. */
const HERE = (ip: string) => ip.replace(/^10\./, '127.');
const LURE = { user: 'backup', password: 'Winter-2025' };

// Debian's chromium does not bring the other client; where Chromium is demanded, this one is, too.
const ifClient = hasSshClient() || requirement('chromium').demanded ? it : it.skip;

const DRAFT: Op[] = [
  { op: 'add_lan', name: 'front', subnet: '10.213.0.0/24', isDmz: true },
  { op: 'update_decky', decky: 'gateway', patch: { homeLan: 'front' } },
  { op: 'remove_lan', lan: 'dmz' },
  { op: 'add_lan', name: 'inner', subnet: '10.213.1.0/24' },
  { op: 'attach_decky', decky: 'gateway', lan: 'inner' },
  { op: 'add_decky', name: 'witness', lan: 'inner', services: ['ssh'], serviceConfig: { ssh: LURE }, ip: '10.213.1.20' },
];

/** First bytes that a listener sends or answers a request with; the error code when nobody listens. */
function banner(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => { if (port % 20_000 === 80) socket.write('GET / HTTP/1.0\r\n\r\n'); });
    socket.once('data', (bytes: Buffer) => { resolve(bytes.toString('latin1').slice(0, 8)); socket.destroy(); });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.setTimeout(5_000, () => { resolve('silent'); socket.destroy(); });
  });
}

/** Each step of the table: the op, and what of the maze is seen on the wire afterwards, as decky, service and address. */
const STEPS: [op: Op, seen: string[]][] = [
  [{ op: 'add_lan', name: 'finance', subnet: '10.213.2.0/24' }, []],
  [{ op: 'add_decky', name: 'books', lan: 'finance', services: ['http'], ip: '10.213.2.30' }, ['books http 10.213.2.30 HTTP/1.1']],
  [{ op: 'update_decky', decky: 'books', patch: { services: ['http', 'ssh'] } }, ['books http 10.213.2.30 HTTP/1.1', 'books ssh 10.213.2.30 SSH-2.0-']],
  [{ op: 'attach_decky', decky: 'books', lan: 'inner', ip: '10.213.1.30' }, ['books http 10.213.1.30 HTTP/1.1', 'books ssh 10.213.1.30 SSH-2.0-', 'books http 10.213.2.30 HTTP/1.1', 'books ssh 10.213.2.30 SSH-2.0-']],
  [{ op: 'update_edge', decky: 'books', lan: 'finance', patch: { ip: '10.213.2.31' } }, ['books http 10.213.1.30 HTTP/1.1', 'books ssh 10.213.1.30 SSH-2.0-', 'books http 10.213.2.31 HTTP/1.1', 'books ssh 10.213.2.31 SSH-2.0-']],
  [{ op: 'detach_decky', decky: 'books', lan: 'inner' }, ['books http 10.213.2.31 HTTP/1.1', 'books ssh 10.213.2.31 SSH-2.0-']],
  [{ op: 'update_lan', lan: 'finance', patch: { name: 'money', subnet: '10.213.3.0/24' } }, []],
  [{ op: 'update_lan', lan: 'finance', patch: { name: 'money' } }, ['books http 10.213.2.31 HTTP/1.1', 'books ssh 10.213.2.31 SSH-2.0-']],
  [{ op: 'update_decky', decky: 'gateway', patch: { forwardsL3: true } }, ['books http 10.213.2.31 HTTP/1.1', 'books ssh 10.213.2.31 SSH-2.0-']],
  [{ op: 'remove_decky', decky: 'books' }, []],
  [{ op: 'remove_lan', lan: 'money' }, []],
];

describe('a maze that runs embedded and changes under the intruder\'s feet', () => {
  let database: FreshDatabase;
  let master: MasterProcess;
  let maze: TopologyResponse;
  beforeAll(async () => {
    database = await freshSqlite();
    master = await new MasterProcess(database.url).start();
    const { id } = await master.admin.maze('/topologies/blank', { name: 'shifting' });
    expect((await master.admin.post(`/topologies/${id}/edits`, { ops: DRAFT })).status).toBe(200);
    await master.admin.post(`/topologies/${id}/deploy`);
    maze = await master.admin.settled(id, ['active']);
  });
  afterAll(async () => {
    await master.remove();
    await database.drop();
  });

  const endpointsOf = (topology: TopologyResponse, name: string): EndpointResponse[] => topology.deckies.find((decky) => decky.name === name)?.endpoints ?? [];

  ifClient('every op takes effect on the wire, and a session on another decky stays open through all of them', async () => {
    const [door] = endpointsOf(maze, 'witness');
    const ssh = new SshClient(door!);
    const shell = ssh.shell(LURE.user, LURE.password);
    for (const [n, [op, expected]] of STEPS.entries()) {
      await enqueue(master.admin, maze.id, [op]);
      const last = (await drained(master.admin, maze.id)).at(-1)!;
      const refused = op.op === 'update_lan' && op.patch.subnet !== undefined;
      expect([op, last.state, last.reason]).toEqual([op, refused ? 'failed' : 'applied', refused ? expect.stringContaining('IP_OUT_OF_SUBNET') : null]);
      const now = (await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`)).body;
      expect([now.status, now.deckies.map(({ state }) => state)]).toEqual(['active', now.deckies.map(() => 'running')]);
      if (!refused) {
        const seen = await Promise.all(endpointsOf(now, 'books').map(async ({ service, address, port }) => (
          `books ${service} ${address.replace(/^127\./, '10.')} ${await banner(address, port)}`)));
        expect([op, seen.sort()]).toEqual([op, [...expected].sort()]);
      }
      const listening = listenersIn(`${HERE('10.213.0.0')}/16`).length;
      expect([op, listening]).toEqual([op, now.deckies.flatMap(({ endpoints }) => endpoints).length]);
      // What is typed is echoed with its quotes, what is answered has none.
      await shell.type(`echo 'step'-${n}`);
      await shell.see(new RegExp(`step-${n}\\r\\n`));
    }
    await shell.type('exit');
    expect(await shell.ended).toBe(0);
    ssh.close();
    const { body } = await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`);
    const { scopes } = await master.engine.observe(maze.id);
    expect(scopes[0]!.hash).toBe(mazeHash(body));
  }, 120_000);

  it('what an intruder does in a decky that came while the maze ran is seen', async () => {
    await enqueue(master.admin, maze.id, [{ op: 'add_decky', name: 'late', lan: 'inner', services: ['http'], ip: '10.213.1.40' }]);
    await drained(master.admin, maze.id);
    const { body } = await master.admin.get<TopologyResponse>(`/topologies/${maze.id}`);
    const [{ address, port }] = endpointsOf(body, 'late') as [EndpointResponse];
    await (await fetch(`http://${address}:${port}/who-is-there`)).text();
    const event = await eventually('the visit is an event', 10_000, async () => {
      const events = await master.admin.get<{ data: { deckyName: string; lan: string; request: string | null }[] }>(`/events?topologyId=${maze.id}`);
      return events.body.data.find(({ request }) => request?.includes('/who-is-there')) ?? null;
    });
    expect(event).toMatchObject({ deckyName: 'late', lan: 'inner' });
  });
});
