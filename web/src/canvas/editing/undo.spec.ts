import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Op } from '@decnet/domain';
import { ModelClient, settle } from './modelClient';
import { ModelServer } from './modelServer';
import { viewOf } from './view';

let server: ModelServer;
let ana: ModelClient;
let ben: ModelClient;

beforeEach(() => {
  server = new ModelServer();
  ana = new ModelClient('ana', server);
  ben = new ModelClient('ben', server);
});

const rename = (decky: string, name: string): Op => ({ op: 'update_decky', decky, patch: { name } });
const view = (client: ModelClient) => viewOf(client.store.getState());
const shown = (client: ModelClient) => client.store.getState().maze;
const nameAtServer = (id: string) => server.nameOf(id);

describe('undo and redo', () => {
  it('take back and do again, each by a new edit', () => {
    ana.does({ op: 'remove_decky', decky: 'd2' });
    settle(ana);
    expect(view(ana).undoLabel).toBe('change');
    expect(ana.editor.undo()).toBeNull();
    expect(shown(ana).deckies.d2?.name).toBe('decky-d2');
    settle(ana);
    expect([nameAtServer('d2'), view(ana).undoLabel, view(ana).redoLabel]).toEqual(['decky-d2', null, 'change']);
    ana.editor.redo();
    settle(ana);
    expect([nameAtServer('d2'), server.version, view(ana).redoLabel]).toEqual([undefined, 13, null]);
  });

  it('a new gesture ends what could be done again', () => {
    ana.does(rename('d1', 'x'));
    ana.editor.undo();
    ana.gesture([rename('d2', 'y')]);
    expect(view(ana).redoLabel).toBeNull();
  });

  it.each<[string, Op, string]>([['changed', rename('d1', 'bens'), 'changed again'], ['removed', { op: 'remove_decky', decky: 'd1' }, 'gone']])('what somebody else has %s since is not taken back, and the user is told', (_what, op, why) => {
    ana.does(rename('d1', 'anas'));
    settle(ana, ben);
    ben.does(op);
    ana.stream();
    expect(ana.editor.undo()).toMatchObject({ message: expect.stringContaining(why) });
    expect(view(ana).notices).toMatchObject([{ kind: 'undo-refused', ops: [rename('d1', 'decky-d1')] }]);
    expect([view(ana).undoLabel, view(ana).waiting]).toEqual([null, 0]);
  });

  it('what was taken back before it was refused is no news', () => {
    ben.does(rename('d1', 'bens'));
    ana.gesture([rename('d1', 'anas')]);
    ana.send();
    ana.editor.undo();
    settle(ana);
    expect([view(ana).conflicts.length, view(ana).notices.length, view(ana).waiting, nameAtServer('d1')]).toEqual([0, 0, 0, 'bens']);
  });

  it('positions are taken back, too', () => {
    const at = (x: number) => ({ lans: {}, deckies: { d1: { x, y: 5 } } });
    ana.editor.place(at(1), { layout: at(0), label: 'move' });
    ana.place();
    expect([view(ana).undoLabel, shown(ana).deckies.d1?.x]).toEqual(['move', 1]);
    ana.editor.undo();
    expect(shown(ana).deckies.d1?.x).toBe(0);
    ana.editor.redo();
    ana.place();
    ana.stream();
    expect([shown(ana).deckies.d1?.x, server.maze.deckies[1]?.x, server.version]).toEqual([1, 1, 10]);
  });
});

describe('a maze that runs', () => {
  const run = (): void => {
    server.move('deploying');
    server.move('active');
    for (const client of [ana, ben]) client.stream();
  };

  it('shows what waits as a ghost to everybody until it has happened', () => {
    run();
    ana.does(rename('d1', 'x'));
    ana.does({ op: 'add_decky', lan: 'l1', name: 'new' });
    ana.does({ op: 'remove_decky', decky: 'd3' });
    ben.stream();
    const added = Object.values(shown(ben).deckies).find(({ name }) => name === 'new')!.id;
    for (const client of [ana, ben]) {
      expect(client.store.getState().ghosts).toMatchObject({ d1: 'changed', [added]: 'added', d3: 'removed', e3: 'removed' });
      expect(shown(client).deckies).toMatchObject({ d1: { name: 'x' }, d3: { name: 'decky-d3' } });
      expect(client.store.getState().design.deckies.some(({ id }) => id === 'd3')).toBe(false);
    }
    for (let n = 0; n < 3; n += 1) {
      server.work('begin');
      server.work('end');
    }
    ben.stream();
    expect([ben.store.getState().ghosts, shown(ben) === ben.store.getState().server, nameAtServer('d3')]).toEqual([{}, true, undefined]);
  });

  // Guards the drawing of what others queue without choosing ids: it must not be torn down and made again with every row of the stream.
  it('a ghost stays the same until it has happened', () => {
    run();
    server.handle('ben', { route: 'mutations', key: 'ben', body: { ops: [{ op: 'add_decky', lan: 'l1', name: 'new' }] } });
    ana.stream();
    const ghosts = Object.keys(ana.store.getState().ghosts);
    server.handle('ben', { route: 'mutations', key: 'ben again', body: { ops: [rename('d1', 'x')] } });
    ana.stream();
    expect(Object.keys(ana.store.getState().ghosts)).toEqual(expect.arrayContaining(ghosts));
    expect([ghosts.length, shown(ana).info.deckyCount]).toEqual([2, 4]);
  });

  it('a mutation that fails leaves nothing behind', () => {
    run();
    ana.does(rename('d1', 'x'));
    ben.does(rename('d2', 'x'));
    for (let n = 0; n < 2; n += 1) server.work('end');
    settle(ana, ben);
    expect([ben.store.getState().ghosts, shown(ben).deckies.d2?.name]).toEqual([{}, 'decky-d2']);
    expect([ben.editor.undo(), ben.edit.commands.length]).toEqual([null, 0]);
  });

  it('an undo is a change of its own, and says so', () => {
    run();
    ana.does(rename('d1', 'x'));
    server.work('end');
    settle(ana);
    expect(view(ana).undoLabel).toBe('change (as a new change of the running maze)');
    ana.editor.undo();
    settle(ana);
    server.work('end');
    expect([nameAtServer('d1'), server.written.map(({ key }) => key.startsWith('mutation'))]).toEqual(['decky-d1', [false, true, false, true]]);
  });

  it('what was drawn before it ran waits for a word, and is then a change of what runs', () => {
    ana.gesture([rename('d1', 'x')]);
    ana.send();
    ana.gesture([rename('d2', 'y')]);
    run();
    ana.arrive();
    ana.answer();
    expect(view(ana).notices).toMatchObject([{ kind: 'not-editable', ops: [rename('d2', 'y')] }, { kind: 'not-editable', ops: [rename('d1', 'x')] }]);
    expect([shown(ana).deckies.d1?.name, view(ana).waiting]).toEqual(['decky-d1', 0]);
    for (const { id } of view(ana).notices) expect(ana.editor.retry(id)).toBeNull();
    settle(ana);
    for (let n = 0; n < 2; n += 1) server.work('end');
    expect([nameAtServer('d1'), nameAtServer('d2'), view(ana).notices.length]).toEqual(['x', 'y', 0]);
  });
});
