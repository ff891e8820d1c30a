import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Layout, Op } from '@decnet/domain';
import { applyJournal } from '../live/mazeState';
import { createMazePageStore, type MazePageStore } from '../live/store';
import type { Failure } from './answers';
import { createEditor, type Editor } from './editor';
import { ModelServer } from './modelServer';
import { sendCommands, sendLayouts, type SendPorts } from './sender';
import type { SentWrite } from './types';
import { viewOf } from './view';

/** Thrown by the ports below, and understood by them. */
class Refused extends Error {
  constructor(readonly failure: Failure) { super(failure.code); }
}
const failing = (status: number, code: string, more: Partial<Failure> = {}) => new Refused({ status, code, message: code, issues: [], current: null, ofPart: false, retryAfterS: null, ...more });

let server: ModelServer;
let store: MazePageStore;
let editor: Editor;
let controller: AbortController;
let running: Promise<void>[];
/** What was asked of the world, in order; the answers to come are in `mishaps`, and good ones after them. */
let asked: string[];
let writes: SentWrite[];
let layouts: Layout[];
let mishaps: Refused[];
let layoutMishaps: Refused[];
/** Layouts are answered when this is there. */
let gate: Promise<void>;
/** The row that tells of a layout, as its answer has it. */
let layoutSeq: number;

const ports: SendPorts = {
  write(write) {
    asked.push('write');
    writes.push(structuredClone(write));
    const mishap = mishaps.shift();
    if (mishap !== undefined) return Promise.reject(mishap);
    const result = server.handle('ana', write);
    return 'answer' in result ? Promise.resolve(result.answer) : Promise.reject(new Refused(result.failure));
  },
  layout(layout) {
    asked.push('layout');
    layouts.push(layout);
    const mishap = layoutMishaps.shift();
    return mishap === undefined ? gate.then(() => layoutSeq) : Promise.reject(mishap);
  },
  maze() {
    asked.push('maze');
    return Promise.resolve(server.snapshot());
  },
  failureOf: (error) => (error instanceof Refused ? error.failure : { ...failing(0, 'UNREACHABLE').failure }),
  pause(failures, retryAfterS) {
    asked.push(`pause ${failures}${retryAfterS === null ? '' : ` ${retryAfterS}`}`);
    return Promise.resolve();
  },
  patience: () => Promise.resolve(),
};

const rename = (name: string): Op => ({ op: 'update_decky', decky: 'd1', patch: { name } });

/** Ends when the page says so; the test's own limit is the other end. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (!holds()) return;
      unsubscribe();
      resolve();
    });
    if (!holds()) return;
    unsubscribe();
    resolve();
  });
}
const isSaved = () => viewOf(store.getState()).saving === 'saved';

beforeEach(() => {
  server = new ModelServer();
  const { mutations: _none, ...topology } = server.snapshot();
  store = createMazePageStore(topology, { name: 'ana', readOnly: null });
  editor = createEditor(store);
  controller = new AbortController();
  [asked, writes, layouts, mishaps, layoutMishaps] = [[], [], [], [], []];
  layoutSeq = Number.MAX_SAFE_INTEGER;
  gate = Promise.resolve();
  running = [sendCommands(store, ports, controller.signal), sendLayouts(store, ports, controller.signal)];
});

afterEach(async () => {
  controller.abort();
  await Promise.all(running);
});

describe('sending', () => {
  it('sends one after the other, on the version of the answer before', async () => {
    editor.apply([rename('one')], 'a');
    editor.apply([rename('two')], 'b');
    await until(isSaved);
    expect(writes.map(({ body }) => body.expectedVersion)).toEqual([10, 11]);
    expect(server.maze.deckies[1]?.name).toBe('two');
  });

  it('tries again for as long as it takes, with the same words under the same key, and says so meanwhile', async () => {
    mishaps = [failing(0, 'UNREACHABLE'), failing(503, 'UNAVAILABLE'), failing(429, 'TOO_MANY_REQUESTS', { retryAfterS: 7 })];
    const states: string[] = [];
    store.subscribe((state) => states.push(viewOf(state).saving));
    editor.apply([rename('x')], 'a');
    await until(isSaved);
    expect(asked).toEqual(['write', 'pause 1', 'write', 'pause 2', 'write', 'pause 3 7', 'write']);
    expect(new Set(writes.map((write) => JSON.stringify(write))).size).toBe(1);
    expect(new Set(states)).toEqual(new Set(['saving', 'offline', 'saved']));
  });

  it('asks for the maze when it is late and the stream does not bring what it missed', async () => {
    server.handle('ben', { route: 'edits', key: 'ben', body: { ops: [{ op: 'update_decky', decky: 'd2', patch: { name: 'bens' } }], expectedVersion: 10 } });
    editor.apply([rename('x')], 'a');
    await until(isSaved);
    expect(asked).toEqual(['write', 'maze', 'write']);
    expect(writes[1]!.key).not.toBe(writes[0]!.key);
    expect(viewOf(store.getState()).notices.map(({ kind }) => kind)).toEqual(['merged']);
    expect(server.maze.deckies.map(({ name }) => name)).toEqual(['decky-d0', 'x', 'bens', 'decky-d3']);
  });

  it('stands still when the session has ended', async () => {
    mishaps = [failing(401, 'UNAUTHENTICATED')];
    editor.apply([rename('x')], 'a');
    await until(() => viewOf(store.getState()).saving === 'stuck');
    expect([asked, viewOf(store.getState()).waiting]).toEqual([['write'], 1]);
  });

  it('puts the ops of a running maze into its queue as the page knows it, at once', async () => {
    server.move('deploying');
    server.move('active');
    const { mutations: _none, ...topology } = server.snapshot();
    store.setState(({ server: known }) => ({ server: { ...known, info: { ...known.info, status: topology.status, eventSeq: topology.eventSeq } } }));
    editor.apply([rename('x'), { op: 'remove_decky', decky: 'd3' }], 'a');
    await until(isSaved);
    expect([...store.getState().queue.byId.values()].map(({ op, state, requestedBy }) => [op, state, requestedBy])).toEqual([['update_decky', 'pending', 'ana'], ['remove_decky', 'pending', 'ana']]);
    expect(store.getState().ghosts).toMatchObject({ d1: 'changed', d3: 'removed' });
  });
});

describe('positions', () => {
  const at = (id: string, x: number): Layout => ({ lans: {}, deckies: { [id]: { x, y: 0 } } });

  it('go out together while one write is on its way, the last of each part', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => { open = resolve; });
    editor.place(at('d1', 1));
    await until(() => store.getState().editing.layout.sent !== null);
    for (const x of [2, 3, 4]) editor.place(at('d1', x));
    editor.place(at('d2', 9));
    open();
    await until(() => store.getState().server.deckies.d1?.x === 4);
    expect(layouts).toEqual([at('d1', 1), { lans: {}, deckies: { d1: { x: 4, y: 0 }, d2: { x: 9, y: 0 } } }]);
    expect(writes).toEqual([]);
  });

  it('that somebody else has changed since their row came are left as they are', async () => {
    const { server: before } = store.getState();
    let open = (): void => undefined;
    gate = new Promise((resolve) => { open = resolve; });
    layoutSeq = before.info.eventSeq + 1;
    editor.place(at('d1', 1));
    await until(() => store.getState().editing.layout.sent !== null);
    for (const x of [1, 7]) {
      store.setState((state) => ({ server: applyJournal(state.server, { seq: state.server.info.eventSeq + 1, version: state.server.info.version, type: 'layout', payload: { ...at('d1', x) }, actor: 'ben', at: '' }) }));
    }
    open();
    await until(() => store.getState().editing.layout.sent === null);
    expect([store.getState().server.deckies.d1?.x, store.getState().maze.deckies.d1?.x]).toEqual([7, 7]);
  });

  it('of what the server does not have yet wait for it', async () => {
    mishaps = [failing(401, 'UNAUTHENTICATED')];
    editor.apply([{ op: 'add_decky', lan: 'l1', id: '10000000-0000-4000-8000-000000000001' }], 'a');
    editor.place({ lans: {}, deckies: { '10000000-0000-4000-8000-000000000001': { x: 5, y: 5 }, d1: { x: 1, y: 1 } } });
    await until(() => store.getState().server.deckies.d1?.x === 1);
    expect(layouts).toEqual([{ lans: {}, deckies: { d1: { x: 1, y: 1 } } }]);
    expect(store.getState().maze.deckies['10000000-0000-4000-8000-000000000001']).toMatchObject({ x: 5, y: 5 });
  });

  it('that the server does not take are tried again, and given up without a word when that never helps', async () => {
    layoutMishaps = [failing(404, 'NOT_FOUND'), failing(0, 'UNREACHABLE')];
    editor.place(at('d1', 1));
    await until(() => store.getState().server.deckies.d1?.x === 1);
    expect(asked).toEqual(['layout', 'pause 1', 'layout', 'pause 2', 'layout']);
    layoutMishaps = Array.from({ length: 5 }, () => failing(404, 'NOT_FOUND'));
    editor.place(at('d1', 2));
    await until(() => store.getState().maze.deckies.d1?.x === 1);
    expect(viewOf(store.getState()).notices).toEqual([]);
  });
});
