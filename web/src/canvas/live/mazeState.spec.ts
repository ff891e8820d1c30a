import { describe, expect, it } from '@jest/globals';
import type { JournalMessage, JournalType } from '@decnet/contract';
import { aMaze } from '../testMaze';
import { applyDeckyState, applyJournal, applyProgress, fromSnapshot, mergeSnapshot, observationOf } from './mazeState';

const row = (seq: number, type: JournalType, payload: object): JournalMessage => ({ seq, version: seq, type, payload: payload as Record<string, unknown>, actor: 'ana', at: '2025-01-01T00:00:00.000Z' });
const start = () => fromSnapshot(aMaze());

describe('the maze as the stream tells it', () => {
  it('adds, changes and removes rows, and counts them', () => {
    const before = start();
    const lan = { id: 'l9', name: 'lan-09', subnet: '10.0.9.0/24', isDmz: false, x: null, y: null, width: null, height: null };
    const added = applyJournal(before, row(11, 'lan.added', { lan }));
    expect(added.info.lanCount).toBe(before.info.lanCount + 1);
    const renamed = applyJournal(added, row(12, 'lan.updated', { lan: { ...lan, name: 'finance' }, previous: lan }));
    expect(renamed.lans.l9?.name).toBe('finance');
    const removed = applyJournal(renamed, row(13, 'lan.removed', { lan }));
    expect(removed.lans.l9).toBeUndefined();
    expect(removed.info).toMatchObject({ lanCount: before.info.lanCount, eventSeq: 13, version: 13 });
  });

  // Guards against a row being applied twice when a resumed stream overlaps the snapshot.
  it('ignores what it already has', () => {
    const state = start();
    expect(applyJournal(state, row(10, 'topology.renamed', { from: 'maze', to: 'old news' }))).toBe(state);
  });

  it('takes a status and forgets the progress when the deploy is over', () => {
    const deploying = applyProgress(applyJournal(start(), row(11, 'status', { from: 'pending', to: 'deploying', reason: null })), { running: 1, total: 2 });
    expect(deploying.progress).toEqual({ running: 1, total: 2 });
    const failed = applyJournal(deploying, row(12, 'status', { from: 'deploying', to: 'failed', reason: 'engine unreachable' }));
    expect(failed).toMatchObject({ progress: null, info: { status: 'failed', statusReason: 'engine unreachable' } });
  });

  // Guards the drawing's speed: an observed state must not look like a changed design.
  it('keeps the design as it is when a decky changes its state', () => {
    const before = start();
    const after = applyDeckyState(before, { deckyId: 'd1', state: 'running', lastError: null, endpoints: [] });
    expect(observationOf(after, 'd1').state).toBe('running');
    expect(after.deckies).toBe(before.deckies);
  });

  // Guards a decky that is added to a running maze: its engine is faster than its row, and says only once that it runs.
  it('knows the state of a decky that is told before the decky is', () => {
    const early = applyDeckyState(start(), { deckyId: 'd9', state: 'running', lastError: null, endpoints: [] });
    const decky = { ...early.deckies.d1!, id: 'd9', name: 'decky-d9' };
    const added = applyJournal(early, row(11, 'decky.added', { decky }));
    expect([observationOf(added, 'd9').state, added.info.deckyCount]).toEqual(['running', 5]);
    const removed = applyJournal(added, row(12, 'decky.removed', { decky }));
    expect(applyDeckyState(removed, { deckyId: 'd9', state: 'stopped', lastError: null, endpoints: [] })).toBe(removed);
  });

  it('remembers the names of what went, whether a row or a fresh snapshot said so', () => {
    const { l2, l1 } = start().lans;
    const after = applyJournal(start(), row(11, 'lan.removed', { lan: l2 }));
    expect(mergeSnapshot(after, { ...aMaze(), lans: [aMaze().lans[0]!], deckies: [] }).former).toEqual({ l2: l2?.name, l1: l1?.name, d0: 'decky-d0', d1: 'decky-d1', d2: 'decky-d2', d3: 'decky-d3' });
  });

  it('keeps what was observed of a decky whose design changes, and forgets it with the decky', () => {
    const running = applyDeckyState(start(), { deckyId: 'd1', state: 'running', lastError: null, endpoints: [] });
    const decky = { ...running.deckies.d1!, services: ['http'] };
    const updated = applyJournal(running, row(11, 'decky.updated', { decky, previous: running.deckies.d1 }));
    expect(updated.deckies.d1?.services).toEqual(['http']);
    expect(observationOf(updated, 'd1').state).toBe('running');
    expect(applyJournal(updated, row(12, 'decky.removed', { decky })).observed.d1).toBeUndefined();
  });

  it('moves what the layout names and nothing else', () => {
    const after = applyJournal(start(), row(11, 'layout', { lans: { l1: { x: 1, y: 2, width: 300, height: 200 } }, deckies: {} }));
    expect(after.lans.l1).toMatchObject({ x: 1, y: 2, width: 300, height: 200 });
    expect(after.lans.l0?.x).toBeNull();
  });

  // Guards against the whole drawing jumping after every reconnect.
  it('keeps identities when a fresh snapshot says the same', () => {
    const before = start();
    const after = mergeSnapshot(before, aMaze());
    expect([after.lans === before.lans, after.deckies === before.deckies, after.edges === before.edges]).toEqual([true, true, true]);
  });
});
