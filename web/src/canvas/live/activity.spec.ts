import { describe, expect, it } from '@jest/globals';
import type { CapturedEventResponse } from '@decnet/contract';
import { countEvents, NO_ACTIVITY, takeCounts } from './activity';

const event = (deckyId: string) => ({ deckyId, at: '2025-01-01T00:00:01.000Z', srcIp: '10.9.9.9' }) as CapturedEventResponse;

describe('what deckies caught', () => {
  it('counts live events on top of what the server had', () => {
    const state = countEvents(takeCounts([{ deckyId: 'd1', count: 4, lastAt: null, lastSrcIp: null }]), [event('d1'), event('d2')]);
    expect(state.byDecky.d1).toMatchObject({ count: 5, lastSrcIp: '10.9.9.9' });
    expect(state.byDecky.d2?.count).toBe(1);
  });

  // Guards against counts that stay wrong: events may be counted twice between a page and its stream, the next answer puts that right.
  it('believes the server more than its own counting', () => {
    const ahead = countEvents(NO_ACTIVITY, [event('d1'), event('d1')]);
    expect(ahead.byDecky.d1?.count).toBe(2);
    expect(takeCounts([{ deckyId: 'd1', count: 1, lastAt: null, lastSrcIp: null }]).byDecky.d1?.count).toBe(1);
  });
});
