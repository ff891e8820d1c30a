import type { DeckyStates } from '../port.js';
import { observed, statesOf, SuiteContext } from './suite-context.js';
import type { Suite } from './harness.js';

/** What runs after an apply is what the plan says, however often and from wherever. */
export function describeConvergence(suite: Suite): void {
  describe('convergence', () => {
    const context = new SuiteContext(suite);
    afterEach(() => context.end());

    it('runs everything that is planned and says where', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const plan = context.plan(scope, [{ name: 'gate', host: 2 }, { name: 'bridge', lans: [1, 0], host: 3 }, { name: 'deep', lans: [1], host: 4 }]);
      const result = await engine.apply({ scope, epoch: 1, plan });
      expect(statesOf(result.deckies)).toEqual({ 'id-gate': 'running', 'id-bridge': 'running', 'id-deep': 'running' });
      expect(result.complete).toBe(true);
      expect(result.deckies['id-bridge']!.endpoints.map(({ lan, service, protocol }) => `${lan} ${service} ${protocol}`).sort())
        .toEqual([`lan-0 ${suite.can.service} tcp`, `lan-1 ${suite.can.service} tcp`]);
      expect(await observed(engine, scope)).toEqual({ scope, epoch: 1, hash: plan.hash, deckies: result.deckies });
    });

    it('does nothing when it is told the same again', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const plan = context.row(scope, 3);
      const first = await engine.apply({ scope, epoch: 1, plan });
      const told: DeckyStates[] = [];
      for (let again = 0; again < 2; again += 1) expect(await engine.apply({ scope, epoch: 1, plan }, (changed) => told.push(changed))).toEqual(first);
      expect(told).toEqual([]);
    });

    it('follows a changed plan: what is gone goes, what is new comes, what moved has moved', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 2 }, { name: 'b', host: 3 }, { name: 'c', host: 4 }]) });
      const next = context.plan(scope, [{ name: 'b', host: 13 }, { name: 'c', host: 4, lans: [0, 2] }, { name: 'd', host: 2 }]);
      const result = await engine.apply({ scope, epoch: 1, plan: next });
      expect(statesOf(result.deckies)).toEqual({ 'id-b': 'running', 'id-c': 'running', 'id-d': 'running' });
      expect(result.deckies['id-b']!.endpoints[0]!.address).toMatch(/\.13$/);
      expect(result.deckies['id-c']!.endpoints).toHaveLength(2);
      expect((await observed(engine, scope))?.hash).toBe(next.hash);
    });

    it('lets two deckies swap their addresses in one plan', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 2 }, { name: 'b', host: 3 }]) });
      const result = await engine.apply({ scope, epoch: 1, plan: context.plan(scope, [{ name: 'a', host: 3 }, { name: 'b', host: 2 }]) });
      expect(result.complete).toBe(true);
      expect(result.deckies['id-a']!.endpoints).toMatchObject([{ address: expect.stringMatching(/\.3$/) as string, port: suite.can.basePort }]);
    });

    it('tells about every decky on its way, the last word being the result', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const told: DeckyStates = {};
      const { deckies } = await engine.apply({ scope, epoch: 1, plan: context.row(scope, 20) }, (changed) => Object.assign(told, changed));
      expect(told).toEqual(deckies);
    });
  });
}
