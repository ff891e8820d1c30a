import type { Suite } from './harness.js';
import { observed, statesOf, SuiteContext } from './suite-context.js';

/** One that fails spoils nothing for the others, what is torn down is gone, and what is said to run runs. */
export function describeLifecycle(suite: Suite): void {
  describe('lifecycle', () => {
    const context = new SuiteContext(suite);
    afterEach(() => context.end());

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
