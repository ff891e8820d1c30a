import { firstRunning, observed, statesOf, SuiteContext } from './suite-context.js';
import type { Suite } from './harness.js';

const SLOW = { stepDelayMs: 15 };

/** Only the newest owner of a scope changes it, and only one piece of work at a time does. */
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
      const apply = engine.apply({ scope, epoch: 1, plan: context.row(scope, 40) }, listen);
      const refused = expect(apply).rejects.toMatchObject({ code: 'STALE_EPOCH' });
      await seen;
      await engine.teardown({ scope, epoch: 2 });
      await refused;
      expect(await observed(engine, scope)).toBeUndefined();
    });

    it('refuses older work that waited in line when a newer owner came', async () => {
      const { engine } = await context.make(SLOW);
      const scope = context.newScope();
      const { seen, listen } = firstRunning();
      const running = expect(engine.apply({ scope, epoch: 1, plan: context.row(scope, 40) }, listen)).rejects.toMatchObject({ code: 'STALE_EPOCH' });
      await seen;
      const waiting = expect(engine.apply({ scope, epoch: 1, plan: context.row(scope, 5) })).rejects.toMatchObject({ code: 'STALE_EPOCH' });
      const newest = await engine.apply({ scope, epoch: 2, plan: context.row(scope, 3) });
      await Promise.all([running, waiting]);
      expect(statesOf(newest.deckies)).toEqual({ 'id-d0': 'running', 'id-d1': 'running', 'id-d2': 'running' });
      expect((await observed(engine, scope))?.deckies).toEqual(newest.deckies);
    });

    it('works on one scope in the order in which it was asked', async () => {
      const { engine } = await context.make(SLOW);
      const scope = context.newScope();
      const ended: string[] = [];
      const last = context.row(scope, 2);
      await Promise.all([
        engine.apply({ scope, epoch: 1, plan: context.row(scope, 10) }).then(() => ended.push('first')),
        engine.apply({ scope, epoch: 1, plan: last }).then(() => ended.push('second')),
      ]);
      expect(ended).toEqual(['first', 'second']);
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
      const apply = expect(engine.apply({ scope, epoch: 1, plan }, listen, caller.signal)).rejects.toMatchObject({ code: 'ENGINE_FAILED', details: { reason: 'aborted' } });
      await seen;
      caller.abort();
      await apply;
      const next = context.row(scope, 2);
      expect(await engine.apply({ scope, epoch: 1, plan: next })).toMatchObject({ complete: true });
      expect((await observed(engine, scope))?.hash).toBe(next.hash);
    });
  });
}
