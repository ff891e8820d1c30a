import { describe, expect, it } from '@jest/globals';
import { cancelReason, reasonParts, stageOf } from './stage';

describe('the stage of a mutation', () => {
  it('tells what was cancelled from what failed', () => {
    expect(stageOf({ state: 'pending', reason: null })).toBe('waiting');
    expect(stageOf({ state: 'failed', reason: 'CANCELLED: by ana' })).toBe('cancelled');
    expect(stageOf({ state: 'failed', reason: 'IP_COLLISION: taken' })).toBe('failed');
  });

  it('allows to cancel only what waits', () => {
    expect((['waiting', 'applying', 'applied', 'failed', 'cancelled'] as const).filter((stage) => cancelReason(stage) === null)).toEqual(['waiting']);
  });

  it('takes a reason apart, and keeps one that has no code', () => {
    expect(reasonParts('LAN_IN_USE: web-1 stands\nonly there')).toEqual({ code: 'LAN_IN_USE', text: 'web-1 stands\nonly there' });
    expect(reasonParts('TORN_DOWN')).toEqual({ code: 'TORN_DOWN', text: '' });
    expect(reasonParts('the engine: gone')).toEqual({ code: null, text: 'the engine: gone' });
  });
});
