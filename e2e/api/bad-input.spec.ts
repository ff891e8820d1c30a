import { randomUUID } from 'node:crypto';
import type { TopologyResponse } from '@decnet/contract';
import type { Database } from '@decnet/persistence';
import { describeOnEachDatabase } from '@decnet/testing';
import { Accounts, PASSWORD } from '../support/accounts.js';
import { dump } from '../support/dump.js';
import { fieldsNamed, problemOf } from '../support/problem.js';
import { rawRequest } from '../support/raw-request.js';
import { type SampleMaze, sampleMaze } from '../support/sample-maze.js';
import { startTestMaster, type TestMaster } from '../support/test-master.js';

const LONG = 'x'.repeat(1024 * 1024 - 100);
const HUGE = 'x'.repeat(1024 * 1024 + 1);
const LONE = '\ud83d';
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
/** JSON whose `__proto__` is a field and not a prototype. */
const withProto = (fields: string): string => `{${fields}, "__proto__": {"isDmz": true}}`;

type Case = [title: string, request: string, body: unknown, status: number, field: string | null];

/** Path below the maze's own, `L` and `D` and `E` in place of its parts' ids; the field that the answer has to name, null where there is none to name. */
const OF_A_MAZE: Case[] = [
  ['a LAN under a name of a mebibyte', 'POST lans', { name: LONG }, 400, 'name'],
  ['a LAN under a name with blanks', 'POST lans', { name: 'not a name' }, 422, 'name'],
  ['a LAN under an empty name', 'POST lans', { name: '' }, 400, 'name'],
  ['a LAN under a number', 'POST lans', { name: 7 }, 400, 'name'],
  ['a LAN under an emoji', 'POST lans', { name: '🐙' }, 422, 'name'],
  ['a LAN under half an emoji', 'POST lans', { name: LONE }, 400, 'name'],
  ['a LAN under a name with U+0000', 'POST lans', { name: 'a\0b' }, 400, 'name'],
  ['a LAN under a name that another has', 'POST lans', { name: 'inner' }, 422, 'name'],
  ['a LAN in the subnet banana', 'POST lans', { subnet: 'banana' }, 422, 'subnet'],
  ['a LAN in a /31', 'POST lans', { subnet: '10.9.0.0/31' }, 422, 'subnet'],
  ['a LAN in a /8', 'POST lans', { subnet: '10.0.0.0/8' }, 422, 'subnet'],
  ['a LAN with host bits', 'POST lans', { subnet: '10.9.0.1/24' }, 422, 'subnet'],
  ['a LAN in 300.0.0.0/24', 'POST lans', { subnet: '300.0.0.0/24' }, 422, 'subnet'],
  ['a LAN in an IPv6 subnet', 'POST lans', { subnet: 'fd00::/64' }, 422, 'subnet'],
  ['a LAN at 1e308 pixels', 'POST lans', { x: 1e308 }, 400, 'x'],
  ['a LAN at more than a number can be', 'POST lans', '{"x": 1e999}', 400, 'x'],
  ['a LAN with an unknown field', 'POST lans', { colour: 'red' }, 400, 'colour'],
  ['a LAN with a prototype', 'POST lans', withProto('"name": "proto"'), 400, '__proto__'],
  ['a LAN with a constructor', 'POST lans', { constructor: { prototype: {} } }, 400, 'constructor'],
  ['a LAN with a field name of a mebibyte', 'POST lans', { [LONG]: 1 }, 400, null],
  ['a LAN that is a DMZ in words', 'POST lans', { isDmz: 'yes' }, 400, 'isDmz'],
  ['a LAN under an id that is none', 'POST lans', { id: 'banana' }, 400, 'id'],
  ['a LAN under an id that is taken', 'POST lans', { id: 'L' }, 400, 'id'],
  ['an older version than 0', 'POST lans', { expectedVersion: -1 }, 400, 'expectedVersion'],
  ['a version and a half', 'POST lans', { expectedVersion: 1.5 }, 400, 'expectedVersion'],
  ['a version of 1e300', 'POST lans', { expectedVersion: 1e300 }, 409, null],
  ['a version of null', 'POST lans', { expectedVersion: null }, 400, 'expectedVersion'],
  ['a LAN renamed to what another has', 'PATCH lans/L', { name: 'dmz' }, 422, 'name'],
  ['a LAN moved to the subnet banana', 'PATCH lans/L', { subnet: 'banana' }, 422, 'subnet'],
  ['a LAN moved over its deckies', 'PATCH lans/L', { subnet: '10.9.0.0/29' }, 422, 'ip'],
  ['a LAN under another id', 'PATCH lans/L', { id: randomUUID() }, 400, 'id'],
  ['a LAN in another maze', 'PATCH lans/L', { topologyId: randomUUID() }, 400, 'topologyId'],
  ['a decky in no LAN', 'POST deckies', {}, 400, 'lan'],
  ['a decky in an unknown LAN', 'POST deckies', { lan: 'nowhere' }, 404, null],
  ['a decky with an unknown archetype', 'POST deckies', { lan: 'inner', archetype: 'toaster' }, 400, 'archetype'],
  ['a decky with an archetype of Object', 'POST deckies', { lan: 'inner', archetype: 'constructor' }, 400, 'archetype'],
  ['a decky with an unknown service', 'POST deckies', { lan: 'inner', services: ['gopher'] }, 422, 'services'],
  ['a decky with a service of Object', 'POST deckies', { lan: 'inner', services: ['constructor'] }, 422, 'services'],
  ['a decky with a service twice', 'POST deckies', { lan: 'inner', services: ['ssh', 'ssh'] }, 400, 'services'],
  ['a decky with services in words', 'POST deckies', { lan: 'inner', services: 'ssh' }, 400, 'services'],
  ['a decky with a null among its services', 'POST deckies', { lan: 'inner', services: [null] }, 400, 'services'],
  ['a decky with a setting that no service has', 'POST deckies', { lan: 'inner', services: ['ssh'], serviceConfig: { ssh: { colour: 'red' } } }, 422, 'serviceConfig'],
  ['a decky with a setting of the wrong type', 'POST deckies', { lan: 'inner', services: ['ssh'], serviceConfig: { ssh: { password: { a: 1 } } } }, 400, 'serviceConfig'],
  ['a decky with settings in a list', 'POST deckies', { lan: 'inner', serviceConfig: [] }, 400, 'serviceConfig'],
  ['a decky with a prototype among its settings', 'POST deckies', '{"lan": "inner", "serviceConfig": {"__proto__": {"x": "y"}}}', 400, 'serviceConfig.__proto__'],
  ['a decky at an address outside', 'POST deckies', { lan: 'inner', ip: '192.0.2.1' }, 422, 'ip'],
  ['a decky at the address 999', 'POST deckies', { lan: 'inner', ip: '999' }, 422, 'ip'],
  ['a decky renamed to what another has', 'PATCH deckies/D', { name: 'gateway' }, 422, 'name'],
  ['a decky with half an emoji as its password', 'PATCH deckies/D', { serviceConfig: { ssh: { password: LONE } } }, 400, 'serviceConfig.ssh.password'],
  ['a decky with an unknown home', 'PATCH deckies/D', { homeLan: 'nowhere' }, 404, null],
  ['a place without a decky', 'POST edges', { lan: 'inner' }, 400, 'decky'],
  ['a place that the decky has', 'POST edges', { decky: 'leaf', lan: 'inner' }, 400, 'lan'],
  ['a place at the address banana', 'PATCH edges/E', { ip: 'banana' }, 422, 'ip'],
  ['edits without ops', 'POST edits', {}, 400, 'ops'],
  ['edits with no op', 'POST edits', { ops: [] }, 400, 'ops'],
  ['a null among ops', 'POST edits', { ops: [{ op: 'add_lan' }, null] }, 400, 'ops.1'],
  ['an unknown op', 'POST edits', { ops: [{ op: 'drop_table' }] }, 400, 'ops.0.op'],
  ['an op of Object', 'POST edits', { ops: [{ op: 'toString' }] }, 400, 'ops.0.op'],
  ['an op with an unknown field', 'POST edits', { ops: [{ op: 'add_lan', topologyId: 'x' }] }, 400, 'ops.0.topologyId'],
  ['a good op before a bad one', 'POST edits', { ops: [{ op: 'add_lan', name: 'good' }, { op: 'add_lan', name: 'good' }] }, 422, 'name'],
  ['5,001 ops', 'POST edits', { ops: Array.from({ length: 5_001 }, () => ({ op: 'add_lan' })) }, 400, 'ops'],
  ['a layout in words', 'PUT layout', { lans: 'left' }, 400, 'lans'],
  ['a layout in a list', 'PUT layout', { deckies: [] }, 400, 'deckies'],
  ['a box that is null', 'PUT layout', { lans: { L: null } }, 400, 'lans.L'],
  ['a box at banana', 'PUT layout', { lans: { L: { x: 'banana', y: 1, width: 1, height: 1 } } }, 400, 'lans.L.x'],
  ['a box without a height', 'PUT layout', { lans: { L: { x: 1, y: 1, width: 1 } } }, 400, 'lans.L.height'],
  ['a box with an unknown field', 'PUT layout', { lans: { L: { x: 1, y: 1, width: 1, height: 1, z: 1 } } }, 400, 'lans.L.z'],
  ['a decky at 1e300', 'PUT layout', { deckies: { D: { x: 1e300, y: 1 } } }, 400, 'deckies.D.x'],
  ['a decky at more than a number can be', 'PUT layout', '{"deckies": {"D": {"x": 1e999, "y": 1}}}', 400, 'deckies.D.x'],
  ['a layout of an id that is none', 'PUT layout', { deckies: { banana: { x: 1, y: 1 } } }, 404, null],
  ['a rollback to no version', 'POST rollback', {}, 400, 'toVersion'],
  ['a rollback to a version before the first', 'POST rollback', { toVersion: 0 }, 400, 'toVersion'],
  ['a rollback to a version that never was', 'POST rollback', { toVersion: 1e15 }, 400, 'toVersion'],
  ['a dry run in words', 'POST deploy', { dryRun: 'yes' }, 400, 'dryRun'],
  ['a maze renamed to nothing', 'PATCH ', { name: '' }, 400, 'name'],
  ['a maze renamed to blanks', 'PATCH ', { name: '   ' }, 400, 'name'],
  ['a maze renamed to two lines', 'PATCH ', { name: 'a\nb' }, 400, 'name'],
  ['a maze renamed to half an emoji', 'PATCH ', { name: `a${LONE}` }, 400, 'name'],
  ['a copy under a name of a mebibyte', 'POST clone', { name: LONG }, 400, 'name'],
  ['an export as XML', 'GET export?format=xml', undefined, 400, 'format'],
  ['a history of minus one', 'GET history?limit=-1', undefined, 400, 'limit'],
  ['a history before banana', 'GET history?before=banana', undefined, 400, 'before'],
  ['a history with an unknown field', 'GET status-events?colour=red', undefined, 400, 'colour'],
  ['a stream with what there is not', 'GET events?include=secrets', undefined, 400, 'include'],
  ['a maze removed at version banana', 'DELETE ?expectedVersion=banana', undefined, 400, 'expectedVersion'],
  ['a body that is not JSON', 'POST lans', '{"name": ', 400, 'body'],
  ['a body that is nothing but blanks', 'POST lans', '   ', 400, 'body'],
  ['a body that is a list', 'POST lans', '[]', 400, 'body'],
  ['a body that is null', 'POST lans', 'null', 400, 'body'],
  ['a body that is a text', 'POST lans', '"lan"', 400, 'body'],
  ['a body of 10,000 lists in each other', 'POST lans', `{"name": ${nested(10_000)}}`, 400, 'name'],
  ['a body of more than a mebibyte', 'POST lans', { name: HUGE }, 413, null],
];

/** Path below /api/v1. */
const OTHERS: Case[] = [
  ['a maze without a name', 'POST topologies', { seed: 1 }, 400, 'name'],
  ['a maze under a name of a mebibyte', 'POST topologies', { name: LONG }, 400, 'name'],
  ['a maze under half an emoji', 'POST topologies/blank', { name: LONE }, 400, 'name'],
  ['a maze under a name with U+0000', 'POST topologies/blank', { name: 'a\0' }, 400, 'name'],
  ['a maze 17 deep', 'POST topologies', { name: 'deep', depth: 17 }, 400, 'depth'],
  ['a maze 1e300 deep', 'POST topologies', { name: 'deep', depth: 1e300 }, 400, 'depth'],
  ['a maze of billions', 'POST topologies', { name: 'wide', depth: 16, branchingFactor: 8, seed: 1 }, 422, null],
  ['a maze with a probability of 2', 'POST topologies', { name: 'likely', crossEdgeProbability: 2 }, 400, 'crossEdgeProbability'],
  ['a maze with fewer at most than at least', 'POST topologies', { name: 'few', deckiesPerLanMin: 5, deckiesPerLanMax: 2 }, 400, 'deckiesPerLanMin'],
  ['a maze under the subnet banana', 'POST topologies', { name: 'banana', subnetBase: 'banana' }, 400, 'subnetBase'],
  ['a maze in a /31', 'POST topologies', { name: 'tiny', subnetBase: '10.0.0.0/31' }, 400, 'subnetBase'],
  ['a maze of an unknown service', 'POST topologies', { name: 'gopher', services: ['gopher'] }, 400, 'services.0'],
  ['a maze with a negative seed', 'POST topologies', { name: 'seed', seed: -1 }, 400, 'seed'],
  ['a maze on a host in unihost', 'POST topologies/blank', { name: 'host', targetHostId: randomUUID() }, 422, null],
  ['a maze on an agent', 'POST topologies/blank', { name: 'host', mode: 'agent' }, 422, null],
  ['a maze in no mode', 'POST topologies/blank', { name: 'mode', mode: 'banana' }, 400, 'mode'],
  ['a list from minus one', 'GET topologies?offset=-1', undefined, 400, 'offset'],
  ['a list of 501', 'GET topologies?limit=501', undefined, 400, 'limit'],
  ['a list of two limits', 'GET topologies?limit=1&limit=2', undefined, 400, 'limit'],
  ['a list from 1e300', 'GET topologies?offset=1e300', undefined, 400, 'offset'],
  ['a list of no status', 'GET topologies?status=broken', undefined, 400, 'status'],
  ['a list of a name with U+0000', 'GET topologies?q=%00', undefined, 400, 'q'],
  ['a list with a prototype', 'GET topologies?__proto__=1', undefined, 400, '__proto__'],
  ['a subnet under banana', 'GET topologies/next-subnet?base=banana', undefined, 400, 'base'],
  ['a path that is no UTF-8', 'GET topologies/%ff', undefined, 400, 'url'],
  ['events of a time that is none', 'GET events?from=yesterday', undefined, 400, 'from'],
  ['events of a week', 'GET events?from=2026-W01', undefined, 400, 'from'],
  ['events until a day of the year', 'GET events?to=2026-366', undefined, 400, 'to'],
  ['a stream of events from the year 20260', 'GET events/stream?from=20260-01-01', undefined, 400, 'from'],
  ['events of a maze that is no uuid', 'GET events?topologyId=banana', undefined, 400, 'topologyId'],
  ['events before -5', 'GET events?before=-5', undefined, 400, 'before'],
  ['counts of no maze', 'GET events/counts', undefined, 400, 'topologyId'],
  ['a user under a name of a mebibyte', 'POST users', { username: LONG, password: PASSWORD, role: 'viewer' }, 400, 'username'],
  ['a user with a password of a mebibyte', 'POST users', { username: 'long', password: LONG, role: 'viewer' }, 400, 'password'],
  ['a user with the role root', 'POST users', { username: 'root', password: PASSWORD, role: 'root' }, 400, 'role'],
  ['a user with a hash of their own', 'POST users', { username: 'hash', password: PASSWORD, role: 'viewer', passwordHash: 'x' }, 400, 'passwordHash'],
  ['a list of users from minus one', 'GET users?offset=-1', undefined, 400, 'offset'],
  ['a sign-in with a list of passwords', 'POST auth/login', { username: 'admin', password: [PASSWORD] }, 400, 'password'],
  ['an import of nothing', 'POST topologies/import', {}, 400, 'decnet'],
];

describeOnEachDatabase('bad input', (open) => {
  let database: Database;
  let master: TestMaster;
  let own: SampleMaze;
  beforeAll(async () => {
    database = await open();
    master = await startTestMaster({ database, mutator: false });
    own = await sampleMaze(master.admin);
  });
  afterAll(() => master.close());

  const withIds = (text: string): string => text.replace(/\bL\b/g, own.lanId).replace(/\bD\b/g, own.deckyId).replace(/\bE\b/g, own.edgeId);

  async function refused(method: string, path: string, body: unknown, status: number, headers: Record<string, string> = {}): Promise<string[]> {
    const before = await dump(database);
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${master.url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${master.admin.token}`, ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(text !== undefined && { body: text }),
    });
    const problem = problemOf(response.status, response.headers.get('content-type'), await response.text());
    expect([response.status, problem.code]).toEqual([status, expect.any(String)]);
    expect(await dump(database)).toEqual(before);
    return fieldsNamed(problem);
  }

  function named(fields: string[], field: string | null): void {
    if (field !== null) expect([field, fields.some((path) => path === field || path.startsWith(`${field}.`)), fields.slice(0, 3)]).toEqual([field, true, fields.slice(0, 3)]);
  }

  it.each(OF_A_MAZE)('%s', async (_, request, body, status, field) => {
    const [method, path] = request.split(' ') as [string, string];
    const text = body === undefined ? undefined : withIds(typeof body === 'string' ? body : JSON.stringify(body));
    named(await refused(method, `topologies/${own.id}${path === '' || path.startsWith('?') ? path : `/${withIds(path)}`}`, text, status), field === null ? null : withIds(field));
  });

  it.each(OTHERS)('%s', async (_, request, body, status, field) => {
    const [method, path] = request.split(' ') as [string, string];
    named(await refused(method, path, body, status), field);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'name=lan'],
    ['plain text', 'text/plain', '{"name": "lan"}'],
    ['YAML where JSON is taken', 'application/yaml', 'name: lan'],
    ['parts', 'multipart/form-data; boundary=x', '--x--'],
    ['XML', 'application/xml', '<lan/>'],
    ['a type that is none', 'banana', '{}'],
  ])('%s is another media type', async (_, type, body) => {
    await refused('POST', `topologies/${own.id}/lans`, body, 415, { 'content-type': type });
  });

  it.each([
    ['blanks', 'a b'], ['130 characters', 'k'.repeat(130)], ['nothing', ''], ['umlauts', 'schl\u00fcssel'],
  ])('a key of %s is none', async (_, key) => {
    named(await refused('POST', `topologies/${own.id}/lans`, {}, 400, { 'idempotency-key': key }), 'Idempotency-Key');
  });

  it.each([
    ['chunks that are none', 'transfer-encoding: chunked', 'zz\r\nbanana\r\n0\r\n\r\n'],
    ['a chunk of more than there is', 'transfer-encoding: chunked', 'fffffffffffffffff\r\nx'],
    ['a length and chunks', 'content-length: 5\r\ntransfer-encoding: chunked', '0\r\n\r\n'],
    ['two lengths', 'content-length: 5\r\ncontent-length: 6', '{"a":1}'],
    ['a negative length', 'content-length: -1', ''],
    ['a header line that is none', 'banana', ''],
    ['headers of 100 KiB', `x-long: ${LONG.slice(0, 100 * 1024)}`, ''],
  ])('%s are refused on the bare connection', async (_, header, body) => {
    const before = await dump(database);
    const head = `POST /api/v1/topologies/${own.id}/lans HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${master.admin.token}\r\ncontent-type: application/json\r\nconnection: close\r\n${header}\r\n\r\n`;
    const { status, contentType, text } = await rawRequest(master.url, head + body);
    expect([400, 413, 431]).toContain(status);
    problemOf(status, contentType, text);
    expect(await dump(database)).toEqual(before);
  });

  it('a body in chunks counts like any other', async () => {
    const before = await dump(database);
    const head = `POST /api/v1/topologies/${own.id}/lans HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${master.admin.token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n`;
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const { status, contentType, text } = await rawRequest(master.url, head + chunk.repeat(17) + '0\r\n\r\n');
    expect([status, problemOf(status, contentType, text).code]).toEqual([413, 'TOO_LARGE']);
    expect(await dump(database)).toEqual(before);
  });

  it('a name that is taken, by a maze or a user, is 409 and names it', async () => {
    const { username } = await new Accounts(master, database).make('viewer');
    await refused('POST', 'topologies/blank', { name: own.name }, 409);
    await refused('POST', `topologies/${own.id}/clone`, { name: own.name }, 409);
    await refused('POST', 'users', { username, password: PASSWORD, role: 'viewer' }, 409);
    expect((await master.admin.post('/topologies/blank', { name: own.name })).body).toMatchObject({ code: 'NAME_TAKEN', name: own.name });
  });

  it('what is unusual and right comes back as it was sent: emoji, many alphabets, 64 characters, a copy of it', async () => {
    for (const name of ['🐙 lab', 'Лабиринт', '迷宫', 'e\u0301t\u00e9', '👩‍👩‍👧‍👦', '🐙'.repeat(32), `${'x'.repeat(57)}🐙🐙🐙`]) {
      const { id, name: stored } = await master.admin.maze('/topologies/blank', { name });
      expect(stored).toBe(name.normalize('NFC'));
      expect((await master.admin.get<TopologyResponse>(`/topologies/${id}`)).body.name).toBe(stored);
      const copy = await master.admin.post<TopologyResponse>(`/topologies/${id}/clone`);
      expect([copy.status, copy.body.name]).toEqual([201, expect.stringMatching(/ copy$/)]);
      // No character was cut in two: what was answered is what is read, and neither holds a replacement.
      expect((await master.admin.get<TopologyResponse>(`/topologies/${copy.body.id}`)).body.name).toBe(copy.body.name);
      expect(copy.body.name).not.toMatch(/\p{Surrogate}|\ufffd/u);
    }
    const banner = 'SSH-2.0-🐙 \u2028 "\\';
    const { status, body } = await master.admin.patch<{ decky: { serviceConfig: unknown } }>(`/topologies/${own.id}/deckies/${own.deckyId}`, { serviceConfig: { ssh: { password: banner } } });
    expect([status, body.decky?.serviceConfig]).toEqual([200, { ssh: { password: banner } }]);
  });
});
