import { describe, expect, it } from '@jest/globals';
import { aMaze } from '../testMaze';
import { NO_ACTIVITY } from './activity';
import { EMPTY_FEED } from './feed';
import { applyMessage, type LiveState } from './messages';
import { fromSnapshot } from './mazeState';

const start = (): LiveState => ({ maze: fromSnapshot(aMaze()), activity: NO_ACTIVITY, feed: EMPTY_FEED });
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
