import { describe, expect, it } from '@jest/globals';
import type { Op } from '@decnet/domain';
import { fromSnapshot } from '../live/mazeState';
import type { KnownMutation } from '../live/queue';
import { aMaze } from '../testMaze';
import { nameLookup, sentenceOf } from './names';

const [NEW, OLD, UNKNOWN] = ['1', '2', '3'].map((digit) => `${digit}0000000-0000-4000-8000-000000000000`) as [string, string, string];
const mutation = (payload: Op, resolvedOp: Op | null = null) => ({ id: 'a', seq: 1, op: payload.op, payload, resolvedOp, state: 'pending' }) as KnownMutation;
const nameOf = nameLookup({ ...fromSnapshot(aMaze()), former: { [OLD]: 'web-0' } }, [mutation({ op: 'add_decky', id: NEW, name: 'web-2', lan: 'lan-01' })]);

describe('names in the queue', () => {
  it('are those of the maze, of what was in it, of what a mutation will add, or as they were typed', () => {
    expect(['l1', 'd1', OLD, NEW, 'mail-1', UNKNOWN].map(nameOf)).toEqual(['lan-01', 'decky-d1', 'web-0', 'web-2', 'mail-1', null]);
  });

  it('tell what was asked for, with the choices that were made since', () => {
    const asked: Op = { op: 'add_decky', lan: 'lan-01' };
    expect(sentenceOf(mutation(asked), nameOf)).toBe('Add a decky to lan-01');
    expect(sentenceOf(mutation(asked, { ...asked, lan: UNKNOWN, name: 'decky-007', ip: '10.0.1.9' }), nameOf)).toBe('Add decky-007 to lan-01 at 10.0.1.9');
  });

  it('fall back on the kind of a change, also of one that only a newer server knows', () => {
    expect(sentenceOf({ op: 'remove_lan', payload: null, resolvedOp: null }, nameOf)).toBe('Remove a LAN');
    expect(sentenceOf(mutation({ op: 'paint_lan' } as unknown as Op), nameOf)).toBe('paint_lan');
  });
});
