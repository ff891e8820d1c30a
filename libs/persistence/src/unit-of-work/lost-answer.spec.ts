import { aMaze, aTopology, describeWith, freshMysql, tcpProxy, type FreshDatabase, type TcpProxy } from '@decnet/testing';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open.js';
import { migrate } from '../migrate.js';
import { Transaction } from './transaction.js';

const ACTOR = { actor: 'tester' };

describeWith('mysql', 'answers of MySQL that never arrive', (server) => {
  let fresh: FreshDatabase;
  let proxy: TcpProxy;
  let direct: Database;
  let proxied: Database;
  let id: string;

  beforeAll(async () => {
    fresh = await freshMysql(server);
    const url = new URL(fresh.url);
    proxy = await tcpProxy({ host: url.hostname, port: Number(url.port) });
    direct = await openDatabase(fresh.url);
    await migrate(direct);
    url.port = String(proxy.port);
    proxied = await openDatabase(url.href, { poolSize: 2, statementTimeoutMs: 500 });
  });
  afterAll(async () => {
    await proxied?.close();
    await proxy?.close();
    await direct?.close();
    await fresh?.drop();
  });
  beforeEach(async () => {
    const topology = aTopology();
    id = topology.id;
    await direct.unitOfWork.run((tx) => direct.mazes.create(tx, topology, aMaze(), ACTOR));
  });

  const rename = (onRun?: (tx: Transaction) => Promise<void>) => proxied.unitOfWork.run(async (tx) => {
    const position = await proxied.mazes.bump(tx, id, { version: 1 }, { version: 1 });
    await onRun?.(Transaction.of(tx));
    await proxied.mazes.rename(tx, position, `renamed ${id}`, ACTOR);
    return position.version;
  });

  it.each(['reset', 'stall', 'late'] as const)('a COMMIT that is applied and not answered (%s) is found to be applied, and not repeated', async (how) => {
    const lost = proxy.swallowAnswerTo('COMMIT', how);
    expect(await rename()).toBe(2);
    await lost;
    expect(await direct.mazes.head(id)).toMatchObject({ version: 2, eventSeq: 2 });
    expect(await rename().catch((error: unknown) => error)).toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('a connection that dies within the unit leaves nothing behind, and the whole unit is repeated', async () => {
    let runs = 0;
    expect(await rename(async (sql) => {
      runs += 1;
      if (runs > 1) return;
      const [row] = await sql.query<{ connection: number }>('SELECT CONNECTION_ID() AS connection');
      await direct.dataSource.query(`KILL CONNECTION ${row!.connection}`);
    })).toBe(2);
    expect(runs).toBe(2);
    expect(await direct.mazes.head(id)).toMatchObject({ version: 2, eventSeq: 2 });
  });

  it('a read that is never answered ends, with UNAVAILABLE, and the next one is answered', async () => {
    const lost = proxy.swallowAnswerTo('observed_seq', 'stall');
    await expect(proxied.mazes.head(id)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await lost;
    expect(await proxied.mazes.head(id)).toMatchObject({ version: 1 });
  });

  it('a server that is gone is UNAVAILABLE and not a hang', async () => {
    const url = new URL(fresh.url);
    const own = await tcpProxy({ host: url.hostname, port: Number(url.port) });
    url.port = String(own.port);
    const db = await openDatabase(url.href, { poolSize: 2 });
    await db.ping();
    await own.close();
    await expect(db.ping()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(db.unitOfWork.run((tx) => db.claims.lock(tx))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await db.close();
  });
});
