import { describe, expect, it } from '@jest/globals';
import type { JournalMessage, JournalType, MutationResponse } from '@decnet/contract';
import type { Op } from '@decnet/domain';
import { applyStages, EMPTY_QUEUE, ENDED_LIMIT, markSeen, takeMutations, takeOpen, type QueueState } from './queue';

const AT = '2025-01-01T00:00:00.000Z';
const op: Op = { op: 'add_decky', lan: 'lan-01' };
const resolved: Op = { ...op, name: 'decky-007', id: 'd7' };

const row = (seq: number, stage: string, payload: object): JournalMessage => ({
  seq, version: 1, type: `mutation.${stage}` as JournalType, payload: payload as Record<string, unknown>, actor: stage === 'enqueued' ? 'ana' : 'mutator', at: AT,
});
const enqueued = (seq: number, id: string) => row(seq, 'enqueued', { mutationId: id, op });
const applying = (seq: number, id: string) => row(seq, 'applying', { mutationId: id, op: resolved });
const applied = (seq: number, id: string) => row(seq, 'applied', { mutationId: id, op: 'add_decky', reason: null });
const failed = (seq: number, id: string, reason = 'IP_COLLISION: taken') => row(seq, 'failed', { mutationId: id, op: 'add_decky', reason });
const told = (...rows: JournalMessage[]): QueueState => rows.reduce((state, row) => applyStages(state, [row]), EMPTY_QUEUE);
const states = ({ byId }: QueueState) => [...byId.values()].map(({ id, state }) => [id, state]);

const answer = (id: string, patch: Partial<MutationResponse> = {}): MutationResponse => ({
  id, topologyId: 'm', seq: 11, op: 'add_decky', payload: op, resolvedOp: null, state: 'pending', requestedBy: 'ana', requestedAt: AT, attempts: 0, finishedAt: null, reason: null, ...patch,
});

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => orders(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}

describe('the queue as the stream tells it', () => {
  it('follows a mutation from stage to stage', () => {
    const seen = [enqueued(11, 'a'), applying(12, 'a'), applied(13, 'a')].map((_, index, rows) => told(...rows.slice(0, index + 1)).byId.get('a'));
    expect(seen.map((mutation) => mutation?.state)).toEqual(['pending', 'applying', 'applied']);
    expect(seen.at(-1)).toEqual({
      id: 'a', seq: 11, op: 'add_decky', payload: op, resolvedOp: resolved, state: 'applied', requestedBy: 'ana', requestedAt: AT, finishedAt: AT, reason: null,
    });
  });

  // Guards against a stage that goes backwards, or a failure announced again, when a resumed stream overlaps what is known.
  it('ends up the same in whatever order, and however often, rows come', () => {
    const rows = [enqueued(11, 'a'), applying(12, 'a'), failed(13, 'a'), enqueued(14, 'b')];
    const wanted = told(...rows);
    expect(wanted).toMatchObject({ unseen: ['a'], latest: { seq: 14, id: 'b' } });
    for (const order of orders(rows)) {
      expect(told(...order)).toEqual(wanted);
      expect(told(...order, ...order)).toEqual(wanted);
      expect(applyStages(EMPTY_QUEUE, order)).toEqual(wanted);
    }
  });

  it('knows what it can of one that it hears of only at its end, and the rest as soon as the server says it', () => {
    const state = told(failed(20, 'x', 'LAN_IN_USE: it is the only LAN of web-1'));
    expect(state.byId.get('x')).toMatchObject({ op: 'add_decky', payload: null, requestedBy: null, state: 'failed', reason: 'LAN_IN_USE: it is the only LAN of web-1' });
    expect(takeMutations(state, [answer('x', { seq: 9 })]).byId.get('x')).toMatchObject({ seq: 9, payload: op, requestedBy: 'ana', state: 'failed', finishedAt: AT });
  });

  it('takes what is open from a snapshot, and forgets what ended unheard', () => {
    const before = told(enqueued(11, 'a'), enqueued(12, 'b'), enqueued(13, 'c'), applied(14, 'c'));
    const after = takeOpen(before, [answer('b', { seq: 12, state: 'applying' }), answer('d', { seq: 15 })]);
    expect(states(after)).toEqual([['b', 'applying'], ['c', 'applied'], ['d', 'pending']]);
  });

  // Guards the operator: a failure stays marked until it was looked at, and what somebody took back is none.
  it('keeps failures until they are seen, but not what was cancelled', () => {
    const state = told(enqueued(11, 'a'), failed(12, 'a'), enqueued(13, 'b'), failed(14, 'b', 'CANCELLED: by ana'));
    expect(state.unseen).toEqual(['a']);
    const seen = markSeen(state);
    expect(applyStages(seen, [failed(12, 'a')]).unseen).toEqual([]);
    expect(markSeen(seen)).toBe(seen);
  });

  it('passes by rows of other types', () => {
    expect(applyStages(EMPTY_QUEUE, [{ ...enqueued(1, 'a'), type: 'layout' }])).toBe(EMPTY_QUEUE);
  });

  it('stays bounded: of the ended ones the oldest go, what is open stays', () => {
    const count = ENDED_LIMIT + 1;
    const rows = Array.from({ length: count }, (_, index) => applied(index + 2, `m${index}`));
    const state = applyStages(told(enqueued(1, 'waiting')), rows);
    expect(state.byId.size).toBe(count - ENDED_LIMIT / 2 + 1);
    expect([state.byId.get('waiting')?.state, state.byId.has('m0'), state.droppedTo]).toEqual(['pending', false, ENDED_LIMIT / 2 + 1]);
  });
});
