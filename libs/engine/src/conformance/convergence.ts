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
      expect(await engine.apply({ scope, epoch: 1, plan }, (changed) => told.push(changed))).toEqual(first);
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

    it('runs the others when one cannot start, says which and why, and finishes once it can', async () => {
      const { engine, breakDecky } = await context.make();
      const scope = context.newScope();
      const plan = context.plan(scope, [{ name: 'a', host: 2 }, { name: 'bad', host: 3, port: suite.can.basePort + 99 }, { name: 'c', host: 4 }]);
      const heal = await breakDecky(plan.deckies[1]!);
      const result = await engine.apply({ scope, epoch: 1, plan });
      expect(statesOf(result.deckies)).toEqual({ 'id-a': 'running', 'id-bad': 'failed', 'id-c': 'running' });
      expect(result.complete).toBe(false);
      expect(result.deckies['id-bad']!.lastError).toMatch(/\S/);
      expect(await observed(engine, scope)).toMatchObject({ hash: null, deckies: result.deckies });
      await heal();
      expect(await engine.apply({ scope, epoch: 1, plan })).toMatchObject({ complete: true, deckies: { 'id-bad': { state: 'running', lastError: null } } });
    });

    it('leaves nothing after a teardown, and may be told twice', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      await engine.apply({ scope, epoch: 1, plan: context.row(scope, 3) });
      await engine.teardown({ scope, epoch: 2 });
      expect(await observed(engine, scope)).toBeUndefined();
      await engine.teardown({ scope, epoch: 2 });
      await engine.teardown({ scope: 'never-heard-of', epoch: 1 });
    });

    it('runs again what was torn down', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      const plan = context.row(scope, 2);
      const before = await engine.apply({ scope, epoch: 1, plan });
      await engine.teardown({ scope, epoch: 1 });
      expect(await engine.apply({ scope, epoch: 1, plan })).toEqual(before);
    });

    it('observes one scope or all, and none that it does not run', async () => {
      const { engine } = await context.make();
      const scopes = [context.newScope(), context.newScope()];
      for (const [lan, scope] of scopes.entries()) await engine.apply({ scope, epoch: 1, plan: context.row(scope, 1, lan) });
      expect((await engine.observe()).scopes.map(({ scope }) => scope).sort()).toEqual([...scopes].sort());
      expect((await engine.observe(scopes[1])).scopes.map(({ scope }) => scope)).toEqual([scopes[1]]);
      expect((await engine.observe('never-heard-of')).scopes).toEqual([]);
    });
  });
}
