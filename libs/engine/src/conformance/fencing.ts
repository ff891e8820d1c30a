import { failureOf, firstRunning, observed, statesOf, SuiteContext } from './suite-context.js';
import type { Suite } from './harness.js';

const SLOW = { stepDelayMs: 15 };

/** Only the newest owner of a scope changes it. */
export function describeFencing(suite: Suite): void {
  describe('fencing', () => {
    const context = new SuiteContext(suite);
    afterEach(() => context.end());

    it('refuses an older epoch and changes nothing', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      await engine.apply({ scope, epoch: 5, plan: context.row(scope, 2) });
      const before = await observed(engine, scope);
      await expect(engine.apply({ scope, epoch: 4, plan: context.row(scope, 1) })).rejects.toMatchObject({ code: 'STALE_EPOCH', details: { epoch: 4, highest: 5 } });
      await expect(engine.teardown({ scope, epoch: 4 })).rejects.toMatchObject({ code: 'STALE_EPOCH' });
      expect(await observed(engine, scope)).toEqual(before);
    });

    it('remembers the epoch of a scope that was torn down', async () => {
      const { engine } = await context.make();
      const scope = context.newScope();
      await engine.teardown({ scope, epoch: 7 });
      await expect(engine.apply({ scope, epoch: 6, plan: context.row(scope, 1) })).rejects.toMatchObject({ code: 'STALE_EPOCH' });
      expect(await observed(engine, scope)).toBeUndefined();
    });

    it('stops an apply in its middle when a newer owner tears down', async () => {
      const { engine } = await context.make(SLOW);
      const scope = context.newScope();
      const { seen, listen } = firstRunning();
      const old = failureOf(engine.apply({ scope, epoch: 1, plan: context.row(scope, 40) }, listen));
      await seen;
      await engine.teardown({ scope, epoch: 2 });
      expect(await old).toMatchObject({ code: 'STALE_EPOCH' });
      expect(await observed(engine, scope)).toBeUndefined();
    });

    it('refuses older work that waited in line when a newer owner came', async () => {
      const { engine } = await context.make(SLOW);
      const scope = context.newScope();
      const { seen, listen } = firstRunning();
      const running = failureOf(engine.apply({ scope, epoch: 1, plan: context.row(scope, 40) }, listen));
      await seen;
      const waiting = failureOf(engine.apply({ scope, epoch: 1, plan: context.row(scope, 5) }));
      const newest = await engine.apply({ scope, epoch: 2, plan: context.row(scope, 3) });
      for (const failure of [running, waiting]) expect(await failure).toMatchObject({ code: 'STALE_EPOCH' });
      expect(statesOf(newest.deckies)).toEqual({ 'id-d0': 'running', 'id-d1': 'running', 'id-d2': 'running' });
      expect((await observed(engine, scope))?.deckies).toEqual(newest.deckies);
    });
  });
}
