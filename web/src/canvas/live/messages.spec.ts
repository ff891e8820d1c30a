import { describe, expect, it } from '@jest/globals';
import { aMaze } from '../testMaze';
import { NO_ACTIVITY } from './activity';
import { EMPTY_FEED } from './feed';
import { applyMessages, type LiveState } from './messages';
import { fromSnapshot } from './mazeState';
import { EMPTY_QUEUE } from './queue';

const start = (): LiveState => ({ server: fromSnapshot(aMaze()), authors: [], activity: NO_ACTIVITY, feed: EMPTY_FEED, queue: EMPTY_QUEUE, present: [] });
const send = (state: LiveState, event: string, body: object) => applyMessages(state, [{ event, data: JSON.stringify(body), id: '' }]);

describe('messages of the streams', () => {
  it('replaces the maze by a snapshot', () => {
    const after = send(start(), 'snapshot', { ...aMaze(), name: 'other', eventSeq: 40, mutations: [] });
    expect(after.server.info).toMatchObject({ name: 'other', eventSeq: 40 });
  });

  it('applies a journal row by its event name', () => {
    const after = send(start(), 'status', { seq: 11, version: 10, type: 'status', payload: { from: 'pending', to: 'deploying', reason: null }, actor: 'a', at: 'now' });
    expect(after.server.info.status).toBe('deploying');
  });

  it('takes the mutations of a snapshot and the rows that follow', () => {
    const waiting = { id: 'a', seq: 9, op: 'add_lan', payload: { op: 'add_lan', name: 'finance' }, resolvedOp: null, state: 'pending', requestedBy: 'ana', requestedAt: 'now', finishedAt: null, reason: null };
    const opened = send(start(), 'snapshot', { ...aMaze(), mutations: [waiting] });
    expect(opened.queue.byId.get('a')?.state).toBe('pending');
    const row = { seq: 11, version: 10, type: 'mutation.applied', payload: { mutationId: 'a', op: 'add_lan', reason: null }, actor: 'a', at: 'later' };
    const after = send(opened, 'mutation.applied', row);
    expect([after.queue.byId.get('a'), after.server.info.eventSeq]).toMatchObject([{ state: 'applied', requestedBy: 'ana' }, 11]);
  });

  // Guards against a mutation that waits for ever: it was enqueued before the snapshot that no longer has it.
  it('keeps the order of rows and snapshots that come in one frame', () => {
    const enqueued = (seq: number, mutationId: string) => (
      { event: 'mutation.enqueued', id: '', data: JSON.stringify({ seq, version: 10, type: 'mutation.enqueued', payload: { mutationId, op: { op: 'add_lan' } }, actor: 'a', at: 'now' }) });
    const snapshot = { event: 'snapshot', id: '', data: JSON.stringify({ ...aMaze(), eventSeq: 20, mutations: [] }) };
    const after = applyMessages(start(), [enqueued(11, 'before'), snapshot, enqueued(21, 'after'), enqueued(22, 'last')]);
    expect([...after.queue.byId.keys()]).toEqual(['after', 'last']);
  });

  // Guards the counts against a stream that repeats events after a reconnect.
  it('counts a captured event once', () => {
    const captured = { seq: 5, deckyId: 'd1', at: 'now', srcIp: '1.2.3.4' };
    const after = send(send(start(), 'captured', captured), 'captured', captured);
    expect([after.feed.events.length, after.activity.byDecky.d1?.count]).toEqual([1, 1]);
  });

  it('passes by what it does not know', () => {
    const state = start();
    expect(send(state, 'attacker.scored', { score: 3 })).toEqual(state);
  });
});
