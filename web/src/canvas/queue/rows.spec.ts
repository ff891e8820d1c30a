import { describe, expect, it } from '@jest/globals';
import type { MutationListResponse, MutationResponse } from '@decnet/contract';
import type { MutationState } from '@decnet/domain';
import { EMPTY_QUEUE, takeOpen } from '../live/queue';
import { lineOf, queueRows } from './rows';

const mutation = (seq: number, state: MutationState): MutationResponse => ({
  id: `m${seq}`, topologyId: 't', seq, op: 'add_lan', payload: { op: 'add_lan' }, resolvedOp: null, state, requestedBy: 'ana', requestedAt: '', attempts: 0, finishedAt: null, reason: null,
});
const page = (nextBefore: number | null, ...data: MutationResponse[]): MutationListResponse => ({ data, nextBefore });
const live = takeOpen(EMPTY_QUEUE, [mutation(3, 'applying'), mutation(8, 'pending'), mutation(9, 'pending')]);
const shown = (...args: Parameters<typeof queueRows>) => queueRows(...args).map(({ seq, state }) => `${seq} ${state}`);

describe('the rows of the queue', () => {
  // Guards against a stage that jumps back when a page is older than the stream.
  it('are newest first, nothing twice, each at the furthest stage that is known', () => {
    expect(shown(live, [page(null, mutation(9, 'pending'), mutation(3, 'pending'), mutation(2, 'applied'))], null)).toEqual(['9 pending', '8 pending', '3 applying', '2 applied']);
  });

  // Guards against a gap: a row that is known to wait must not stand beside one that ended far later, as if nothing had been between.
  it('go no further back than the pages do', () => {
    const first = page(7, mutation(9, 'pending'), mutation(7, 'applied'));
    expect(shown(live, [first], null)).toEqual(['9 pending', '8 pending', '7 applied']);
    expect(shown(live, [first, page(null, mutation(5, 'failed'))], null)).toEqual(['9 pending', '8 pending', '7 applied', '5 failed', '3 applying']);
    expect(shown(live, [], null)).toEqual([]);
  });

  it('may be of one state only, as they are now', () => {
    expect(shown(live, [page(null, mutation(3, 'pending'))], 'pending')).toEqual(['9 pending', '8 pending']);
    const cancelled = { ...mutation(1, 'failed'), reason: 'CANCELLED: by ana' };
    expect(shown(live, [page(null, mutation(2, 'failed'), cancelled)], 'failed')).toEqual(['2 failed']);
  });
});

describe('the line', () => {
  it('says who is at work, and how many are before each', () => {
    const { ahead, applying, waiting } = lineOf(live);
    expect([applying?.id, waiting, [...ahead]]).toEqual(['m3', 2, [['m3', 0], ['m8', 1], ['m9', 2]]]);
    expect(lineOf(EMPTY_QUEUE)).toMatchObject({ applying: null, waiting: 0 });
  });
});
