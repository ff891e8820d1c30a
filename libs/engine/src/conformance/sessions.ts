import type { Endpoint } from '@decnet/domain';
import { LineClient } from './line-client.js';
import { SuiteContext } from './suite-context.js';
import type { Suite } from './harness.js';

/** Whoever is inside an untouched decky notices nothing; whoever is inside a changed one is out. */
export function describeSessions(suite: Suite): void {
  describe('sessions', () => {
    const context = new SuiteContext(suite);
    const clients: LineClient[] = [];

    async function visit(endpoint: Endpoint | undefined): Promise<LineClient> {
      const client = await LineClient.open(endpoint!);
      clients.push(client);
      return client;
    }

    afterEach(async () => {
      await Promise.all(clients.splice(0).map((client) => client.close()));
      await context.end();
    });

    it('survive an apply that changes, adds and removes other deckies', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const { deckies } = await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 2 }, { name: 'b', host: 3 }, { name: 'c', host: 4 }]) });
      const inside = await visit(deckies['id-a']!.endpoints[0]);
      expect(await inside.ask('before')).toBe('echo before');
      await engine.apply({ scope, epoch: 2, plan: context.plan(scope, [{ name: 'd', host: 9, lans: [3, 0] }, { name: 'b', host: 13 }, { name: 'a', host: 2 }]) });
      expect(await inside.ask('after')).toBe('echo after');
    });

    it('survive on the addresses that a decky keeps when it gains another', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const { deckies } = await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 2 }]) });
      const inside = await visit(deckies['id-a']!.endpoints[0]);
      await inside.ask('before');
      const after = await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 2, lans: [0, 1] }]) });
      expect(after.deckies['id-a']!.endpoints).toHaveLength(2);
      expect(await inside.ask('after')).toBe('echo after');
    });

    it('end with the decky that they are in', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const { deckies } = await engine.apply({ scope, epoch: 1, plan: context.row(scope, 2) });
      const inside = await visit(deckies['id-d1']!.endpoints[0]);
      await inside.ask('before');
      await engine.apply({ scope, epoch: 1, plan: context.row(scope, 1) });
      await inside.closed;
    });

    it('end with a teardown, after which nothing listens any more', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const { deckies } = await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 2, lans: [0, 1] }, { name: 'b', host: 3 }]) });
      const endpoints = Object.values(deckies).flatMap(({ endpoints: own }) => own);
      const inside = await Promise.all(endpoints.map((endpoint) => visit(endpoint)));
      await engine.teardown({ scope, epoch: 1 });
      await Promise.all(inside.map(({ closed }) => closed));
      for (const endpoint of endpoints) await expect(LineClient.open(endpoint)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
  });
}
