import type { Suite } from './harness.js';
import { failureOf, firstRunning, observed, SuiteContext } from './suite-context.js';

const SLOW = { stepDelayMs: 15 };

/** One piece of work at a time on a scope, scopes side by side, and none for a caller who has gone. */
export function describeOrdering(suite: Suite): void {
  describe('ordering', () => {
    const context = new SuiteContext(suite);
    afterEach(() => context.end());

    it('works on one scope in the order in which it was asked', async () => {
      const { engine } = await context.make(SLOW);
      const scope = context.newScope();
      const told: string[] = [];
      const row = Array.from({ length: 10 }, (_, at) => ({ name: `d${at}`, host: at + 2 }));
      const last = context.plan(scope, [...row, { name: 'extra', host: 50 }]);
      await Promise.all([
        engine.apply({ scope, epoch: 1, plan: context.plan(scope, row) }, () => told.push('first')),
        engine.apply({ scope, epoch: 1, plan: last }, () => told.push('second')),
      ]);
      expect(told).toEqual([...told].sort());
      expect(new Set(told)).toEqual(new Set(['first', 'second']));
      expect((await observed(engine, scope))?.hash).toBe(last.hash);
    });

    it('lets no scope wait for another', async () => {
      const { engine } = await context.make(SLOW);
      const [slow, quick] = [context.newScope(), context.newScope()];
      const ended: string[] = [];
      await Promise.all([
        engine.apply({ scope: slow, epoch: 1, plan: context.row(slow, 40) }).then(() => ended.push('slow')),
        engine.apply({ scope: quick, epoch: 1, plan: context.row(quick, 1, 1) }).then(() => ended.push('quick')),
      ]);
      expect(ended).toEqual(['quick', 'slow']);
    });

    it('stops when its caller goes, and the next apply finishes the work', async () => {
      const { engine } = await context.make(SLOW);
      const scope = context.newScope();
      const { seen, listen } = firstRunning();
      const caller = new AbortController();
      const plan = context.row(scope, 40);
      const apply = failureOf(engine.apply({ scope, epoch: 1, plan }, listen, caller.signal));
      await seen;
      caller.abort();
      expect(await apply).toMatchObject({ code: 'ENGINE_FAILED', details: { reason: 'aborted' } });
      const next = context.row(scope, 2);
      expect(await engine.apply({ scope, epoch: 1, plan: next })).toMatchObject({ complete: true });
      expect((await observed(engine, scope))?.hash).toBe(next.hash);
    });
  });
}
