import { describe, expect, it } from '@jest/globals';
import { aMaze } from '../testMaze';
import { NO_ACTIVITY } from './activity';
import { EMPTY_FEED } from './feed';
import { applyMessage, type LiveState } from './messages';
import { fromSnapshot } from './mazeState';
import { EMPTY_QUEUE } from './queue';

const start = (): LiveState => ({ maze: fromSnapshot(aMaze()), activity: NO_ACTIVITY, feed: EMPTY_FEED, queue: EMPTY_QUEUE });
const send = (state: LiveState, event: string, body: object) => applyMessage(state, { event, data: JSON.stringify(body), id: '' });

describe('messages of the streams', () => {
  it('replaces the maze by a snapshot', () => {
    const after = send(start(), 'snapshot', { ...aMaze(), name: 'other', eventSeq: 40, mutations: [] });
    expect(after.maze.info).toMatchObject({ name: 'other', eventSeq: 40 });
  });

  it('applies a journal row by its event name', () => {
    const after = send(start(), 'status', { seq: 11, version: 10, type: 'status', payload: { from: 'pending', to: 'deploying', reason: null }, actor: 'a', at: 'now' });
    expect(after.maze.info.status).toBe('deploying');
  });

  it('takes the mutations of a snapshot and the rows that follow', () => {
    const waiting = { id: 'a', seq: 9, op: 'add_lan', payload: { op: 'add_lan', name: 'finance' }, resolvedOp: null, state: 'pending', requestedBy: 'ana', requestedAt: 'now', finishedAt: null, reason: null };
    const opened = send(start(), 'snapshot', { ...aMaze(), mutations: [waiting] });
    expect(opened.queue.byId.a?.state).toBe('pending');
    const row = { seq: 11, version: 10, type: 'mutation.applied', payload: { mutationId: 'a', op: 'add_lan', reason: null }, actor: 'a', at: 'later' };
    const after = send(opened, 'mutation.applied', row);
    expect([after.queue.byId.a, after.maze.info.eventSeq]).toMatchObject([{ state: 'applied', requestedBy: 'ana' }, 11]);
  });

  // Guards the counts against a stream that repeats events after a reconnect.
  it('counts a captured event once', () => {
    const captured = { seq: 5, deckyId: 'd1', at: 'now', srcIp: '1.2.3.4' };
    const after = send(send(start(), 'captured', captured), 'captured', captured);
    expect([after.feed.events.length, after.activity.byDecky.d1?.count]).toEqual([1, 1]);
  });

  it('passes by what it does not know', () => {
    const state = start();
    expect(send(state, 'attacker.scored', { score: 3 })).toBe(state);
  });
});
