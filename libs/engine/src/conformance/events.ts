import type { DeploymentPlan } from '@decnet/domain';
import type { Engine, SpooledEvent } from '../port.js';
import type { EngineHarness, Suite } from './harness.js';
import { SuiteContext } from './suite-context.js';

const isCommand = ({ event }: SpooledEvent): boolean => event.eventType === 'command';
const texts = (events: readonly SpooledEvent[]): (string | undefined)[] => events.filter(isCommand).map(({ event }) => event.command);

/** Reads until `count` commands have come, in batches of `limit`. */
async function readCommands(engine: Engine, after: string | null, count: number, limit: number): Promise<{ events: SpooledEvent[]; cursor: string | null }> {
  const events: SpooledEvent[] = [];
  let cursor = after;
  while (events.filter(isCommand).length < count) {
    const batch = await engine.events(cursor, { limit, waitMs: 5_000 });
    if (batch.events.length === 0) break;
    expect(batch.events.length).toBeLessThanOrEqual(limit);
    events.push(...batch.events);
    cursor = batch.cursor;
  }
  return { events, cursor };
}

/** What decoys say reaches a reader once and in order, wherever it resumes. */
export function describeEvents(suite: Suite): void {
  describe('events', () => {
    const context = new SuiteContext(suite);
    let harness: EngineHarness;
    let plan: DeploymentPlan;
    let scope: string;

    beforeEach(async () => {
      harness = await context.make();
      scope = context.newScope();
      plan = context.plan(scope, [{ name: 'a', host: 2 }, { name: 'b', host: 3, lans: [1] }]);
      await harness.engine.apply({ scope, epoch: 1, plan });
    });

    afterEach(() => context.end());

    it('come once and in order, and say which decky on which LAN', async () => {
      const wanted = Array.from({ length: 20 }, (_, at) => `line ${at}`);
      for (const [at, text] of wanted.entries()) await harness.provoke(scope, plan.deckies[at % 2]!, text);
      const { events } = await readCommands(harness.engine, null, wanted.length, 3);
      expect(texts(events)).toEqual(wanted);
      expect(events.filter(isCommand)[1]).toMatchObject({
        scope, deckyId: 'id-b', deckyName: 'b', lan: 'lan-1', event: { dst: { ip: plan.deckies[1]!.addresses[0]!.ip, port: suite.can.basePort } },
      });
    });

    it('can be resumed after each of them', async () => {
      for (const text of ['one', 'two', 'three']) await harness.provoke(scope, plan.deckies[0]!, text);
      const { events } = await readCommands(harness.engine, null, 3, 100);
      const [one, two, three] = events.filter(isCommand);
      expect(texts((await harness.engine.events(one!.cursor, { limit: 100, waitMs: 0 })).events)).toEqual(['two', 'three']);
      expect(texts((await harness.engine.events(two!.cursor, { limit: 100, waitMs: 0 })).events)).toEqual(['three']);
      expect(texts((await harness.engine.events(three!.cursor, { limit: 100, waitMs: 0 })).events)).toEqual([]);
    });

    it('wake a reader who waits for them', async () => {
      const { cursor } = await harness.engine.events(null, { limit: 100, waitMs: 0 });
      const waiting = readCommands(harness.engine, cursor, 1, 100);
      await harness.provoke(scope, plan.deckies[0]!, 'at last');
      expect(texts((await waiting).events)).toEqual(['at last']);
    });

    it('keep nobody waiting beyond the limit or after an abort', async () => {
      const { cursor } = await harness.engine.events(null, { limit: 100, waitMs: 0 });
      expect(await harness.engine.events(cursor, { limit: 1, waitMs: 20 })).toEqual({ events: [], cursor });
      const reader = new AbortController();
      const waiting = harness.engine.events(cursor, { limit: 1, waitMs: 60_000, signal: reader.signal });
      reader.abort();
      expect(await waiting).toEqual({ events: [], cursor });
    });

    it('outlive the decky that said them', async () => {
      await harness.provoke(scope, plan.deckies[0]!, 'last words');
      await harness.engine.teardown({ scope, epoch: 1 });
      expect(texts((await readCommands(harness.engine, null, 1, 10)).events)).toEqual(['last words']);
    });
  });
}
