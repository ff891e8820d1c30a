import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Op } from '@decnet/domain';
import { MOST_COMMANDS } from './editState';
import { ModelClient, NO_ANSWER } from './modelClient';
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
/** What somebody does reaches the server, and nobody else yet. */
function does(client: ModelClient, ...ops: Op[]): void {
  expect(client.gesture(ops)).toBeNull();
  client.send();
  client.arrive();
  client.answer();
}
/** Everything that waits gets through. */
function settle(...clients: ModelClient[]): void {
  for (let round = 0; round < 4; round += 1) {
    for (const client of clients) {
      client.send();
      client.arrive();
      client.answer();
      client.stream();
    }
  }
}
const nameAtServer = (id: string) => [...server.maze.deckies, ...server.maze.lans].find((row) => row.id === id)?.name;

describe('a gesture', () => {
  it('is shown at once, with every choice made, and is what the server then has', () => {
    expect(ana.gesture([{ op: 'add_decky', lan: 'l1' }])).toBeNull();
    const [added] = Object.values(shown(ana).deckies).slice(-1);
    expect(added).toMatchObject({ name: 'decky-004', archetype: 'linux-server' });
    expect([view(ana).waiting, view(ana).saving]).toEqual([1, 'saving']);
    settle(ana);
    expect(server.maze.deckies.at(-1)).toEqual(added);
    expect([view(ana).waiting, view(ana).saving]).toEqual([0, 'saved']);
  });

  it('that a rule refuses changes nothing and says which', () => {
    const before = ana.store.getState();
    expect(ana.gesture([rename('d1', 'x'), rename('d1', 'decky-d2')])).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ code: 'DECKY_NAME_DUP' }] });
    expect(ana.store.getState()).toBe(before);
  });

  it('that changes nothing leaves no trace', () => {
    expect(ana.gesture([rename('d1', 'decky-d1')])).toBeNull();
    expect([ana.edit.commands.length, view(ana).undoLabel]).toEqual([0, null]);
  });

  // Guards the drawing: a thousand cards must not be drawn again for one name.
  it('leaves everything alone that it does not touch', () => {
    const before = shown(ana);
    ana.gesture([rename('d1', 'x')]);
    const after = shown(ana);
    expect([after.lans === before.lans, after.edges === before.edges, after.deckies.d2 === before.deckies.d2, after.deckies.d1 === before.deckies.d1]).toEqual([true, true, true, false]);
    const drawn = after.deckies;
    ana.store.setState(({ server: known }) => ({ server: { ...known, observed: {} } }));
    expect(shown(ana).deckies).toBe(drawn);
  });

  it('is refused when far too many wait', () => {
    for (let n = 0; n < MOST_COMMANDS; n += 1) ana.gesture([rename('d1', `n-${n}`)]);
    expect(ana.gesture([rename('d1', 'last')])).toMatchObject({ code: 'LIMIT' });
  });

  it.each([['deploying', 'being deployed'], ['failed', 'clone'], ['tearing_down', 'torn down'], ['torn_down', 'clone']] as const)('is refused while the maze is %s', (status, why) => {
    server.move(status);
    ana.stream();
    expect(ana.gesture([rename('d1', 'x')])).toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining(why) });
  });
});

describe('on the way to the server', () => {
  // Guards the pace: whoever types fast must not meet conflicts with themselves.
  it('the next goes out on the version of the answer, whether its rows have come or not', () => {
    does(ana, rename('d1', 'one'));
    does(ana, rename('d1', 'two'));
    expect([nameAtServer('d1'), ana.edit.notices, ana.edit.held]).toEqual(['two', [], []]);
  });

  it('only one is on its way', () => {
    ana.gesture([rename('d1', 'one')]);
    ana.gesture([rename('d1', 'two')]);
    ana.send();
    const first = ana.wire;
    ana.send();
    expect(ana.wire).toBe(first);
  });

  it('what is shown stays whole while its rows come one by one', () => {
    does(ana, { op: 'add_lan', name: 'finance' }, { op: 'add_decky', lan: 'finance', name: 'safe' });
    for (let row = 0; row < 3; row += 1) {
      const names = [...Object.values(shown(ana).lans), ...Object.values(shown(ana).deckies)].map(({ name }) => name);
      expect([names.filter((name) => name === 'finance' || name === 'safe').length, shown(ana).info.edgeCount]).toEqual([2, 7]);
      ana.stream(1);
    }
    expect([ana.edit.commands.length, shown(ana) === ana.store.getState().server]).toEqual([0, true]);
  });

  // Guards against a flicker: rows may be faster than the answer.
  it('what is shown stays whole while its rows come before the answer', () => {
    ana.gesture([{ op: 'add_lan', name: 'finance' }, { op: 'add_lan', name: 'safe' }]);
    ana.send();
    ana.arrive();
    for (let row = 0; row < 2; row += 1) {
      ana.stream(1);
      expect(Object.values(shown(ana).lans).map(({ name }) => name).slice(-2)).toEqual(['finance', 'safe']);
    }
    ana.answer();
    expect(ana.edit.commands).toEqual([]);
  });

  it('a lost answer is asked for again, word for word', () => {
    ana.gesture([{ op: 'add_lan' }]);
    ana.send();
    const first = ana.wire!.write;
    ana.arrive();
    ana.lose();
    expect(view(ana).saving).toBe('offline');
    ben.reconnect();
    does(ben, rename('d3', 'y'));
    ana.stream();
    ana.send();
    expect(ana.wire!.write).toEqual(first);
    settle(ana);
    expect([server.written.length, view(ana).saving, view(ana).notices]).toEqual([2, 'saved', []]);
  });

  it('a page that was left goes on where it was, under the same key', () => {
    ana.gesture([{ op: 'add_lan', name: 'finance' }]);
    ana.gesture([{ op: 'add_decky', lan: 'finance' }]);
    ana.send();
    const { key } = ana.wire!.write;
    ana.reload();
    expect(view(ana).waiting).toBe(2);
    ana.send();
    expect(ana.wire!.write.key).toBe(key);
    settle(ana);
    expect([server.written.length, server.maze.lans.length, server.maze.deckies.length]).toEqual([2, 4, 5]);
  });

  it('nothing goes out after the session has ended, and nothing is lost', () => {
    ana.gesture([rename('d1', 'x')]);
    ana.send();
    ana.lose({ ...NO_ANSWER, status: 401, code: 'UNAUTHENTICATED' });
    ana.send();
    expect([ana.wire, view(ana).saving, view(ana).waiting]).toEqual([null, 'stuck', 1]);
    ana.reload();
    settle(ana);
    expect(nameAtServer('d1')).toBe('x');
  });

  it.each([[{ status: 503, code: 'UNAVAILABLE' }, 'offline', 1, 0], [{ status: 429, code: 'TOO_MANY_REQUESTS' }, 'offline', 1, 0], [{ status: 422, code: 'VALIDATION_FAILED' }, 'saved', 0, 1], [{ status: 400, code: 'INVALID_REQUEST' }, 'saved', 0, 1],
    [{ status: 403, code: 'FORBIDDEN' }, 'saved', 0, 1], [{ status: 413, code: 'TOO_LARGE' }, 'saved', 0, 1], [{ status: 404, code: 'NOT_FOUND', ofPart: true }, 'saved', 0, 1], [{ status: 404, code: 'NOT_FOUND' }, 'stuck', 0, 1]])(
    'after %j it is %s, %i wait, and %i notices keep what was done', (failure, saving, waiting, notices) => {
      ana.gesture([rename('d1', 'x')]);
      ana.send();
      ana.lose({ ...NO_ANSWER, ...failure });
      expect([view(ana).saving, view(ana).waiting, view(ana).notices.length]).toEqual([saving, waiting, notices]);
      for (const { ops } of view(ana).notices) expect(ops).toEqual([rename('d1', 'x')]);
      expect(shown(ana).deckies.d1?.name).toBe(waiting === 0 ? 'decky-d1' : 'x');
    });
});

describe('two people', () => {
  it('who touch different things both have their way, and the later one is told', () => {
    does(ben, rename('d2', 'bens'));
    does(ana, rename('d1', 'anas'));
    settle(ana);
    expect([nameAtServer('d1'), nameAtServer('d2')]).toEqual(['anas', 'bens']);
    expect(view(ana).notices).toMatchObject([{ kind: 'merged', by: 'ben', message: 'Merged with a change by ben.', ops: [] }]);
  });

  it('who touch different fields of one decky both have their way', () => {
    does(ben, { op: 'update_decky', decky: 'd1', patch: { services: ['http'] } });
    does(ana, rename('d1', 'anas'));
    settle(ana);
    expect(server.maze.deckies.find(({ id }) => id === 'd1')).toMatchObject({ name: 'anas', services: ['http'] });
  });

  // Guards the commonest meeting of all: the same next name and address were chosen on both pages.
  it('who add a decky at the same time get two, each with a name and an address of its own', () => {
    does(ben, { op: 'add_decky', lan: 'l1' });
    does(ana, { op: 'add_decky', lan: 'l1' });
    settle(ana);
    expect(server.maze.deckies.slice(-2).map(({ name }) => name)).toEqual(['decky-004', 'decky-005']);
    expect(server.maze.edges.slice(-2).map(({ ip }) => ip)).toEqual(['10.0.1.5', '10.0.1.6']);
    expect(view(ana).notices.map(({ kind }) => kind)).toEqual(['merged']);
  });

  it('who do the same have done it once', () => {
    does(ben, { op: 'remove_decky', decky: 'd3' });
    does(ana, { op: 'remove_decky', decky: 'd3' });
    settle(ana);
    expect([server.written.length, view(ana).waiting, view(ana).conflicts.length, view(ana).notices[0]?.kind]).toEqual([1, 0, 0, 'merged']);
  });

  describe('who give one decky two names', () => {
    beforeEach(() => {
      does(ben, rename('d1', 'bens'));
      does(ana, rename('d1', 'anas'));
      settle(ana);
    });

    it('have a conflict, shown at the decky, and nothing is sent', () => {
      expect(view(ana).conflicts).toMatchObject([{ kind: 'field', node: { kind: 'decky', id: 'd1', name: 'bens' }, field: 'name', mine: 'anas', theirs: 'bens', base: 'decky-d1', by: 'ben' }]);
      expect([shown(ana).deckies.d1?.name, view(ana).waiting, view(ana).undoLabel, server.written.length]).toEqual(['bens', 0, null, 1]);
    });

    it.each([['mine', 'anas', 2], ['theirs', 'bens', 1]] as const)('and %s holds', (choice, name, writes) => {
      ana.editor.resolve(view(ana).conflicts[0]!.id, choice);
      settle(ana);
      expect([nameAtServer('d1'), view(ana).conflicts.length, server.written.length]).toEqual([name, 0, writes]);
    });

    it('and what the other has is kept up to date', () => {
      does(ben, rename('d1', 'bens-second'));
      ana.stream();
      expect(view(ana).conflicts).toMatchObject([{ theirs: 'bens-second', mine: 'anas' }]);
    });

    it('and there is none left once the other took it back', () => {
      ben.stream();
      ben.editor.undo();
      settle(ben);
      settle(ana);
      expect([nameAtServer('d1'), view(ana).conflicts.length]).toEqual(['anas', 0]);
    });

    it('and giving up drops the gesture', () => {
      ana.editor.dismiss(view(ana).conflicts[0]!.id);
      expect([view(ana).conflicts.length, view(ana).notices.length]).toEqual([0, 0]);
    });
  });

  it('of whom one removes what the other changes: it can be brought back as it was, attachments and all, and changed', () => {
    does(ben, { op: 'remove_decky', decky: 'd2' });
    does(ana, rename('d2', 'anas'));
    settle(ana);
    expect(view(ana).conflicts).toMatchObject([{ kind: 'gone', node: { id: 'd2', name: 'decky-d2' }, by: 'ben' }]);
    ana.editor.restore(view(ana).conflicts[0]!.id);
    settle(ana);
    expect(nameAtServer('d2')).toBe('anas');
    expect(server.maze.edges.filter(({ deckyId }) => deckyId === 'd2').map(({ id, ip, isHome }) => [id, ip, isHome]).sort()).toEqual([['e2', '10.0.2.2', true], ['e2b', '10.0.1.3', false]]);
  });

  it('of whom one fills a LAN that the other removes: it can be brought back for that', () => {
    does(ben, { op: 'add_lan', name: 'finance' });
    ana.stream();
    does(ben, { op: 'remove_lan', lan: 'finance' });
    does(ana, { op: 'add_decky', lan: 'finance', name: 'safe' });
    settle(ana);
    expect(view(ana).conflicts).toMatchObject([{ kind: 'gone', node: { kind: 'lan', name: 'finance' } }]);
    ana.editor.restore(view(ana).conflicts[0]!.id);
    settle(ana);
    expect([server.maze.lans.at(-1)?.name, server.maze.deckies.at(-1)?.name]).toEqual(['finance', 'safe']);
  });

  it.each([['mine', undefined], ['theirs', 'bens']] as const)('of whom one changes what the other removes must decide: %s', (choice, name) => {
    does(ben, rename('d3', 'bens'));
    does(ana, { op: 'remove_decky', decky: 'd3' });
    settle(ana);
    expect(view(ana).conflicts).toMatchObject([{ kind: 'removal', node: { id: 'd3' }, theirs: { name: 'bens' } }]);
    expect(shown(ana).deckies.d3?.name).toBe('bens');
    ana.editor.resolve(view(ana).conflicts[0]!.id, choice);
    settle(ana);
    expect(nameAtServer('d3')).toBe(name);
  });

  it('of whom one gives many deckies a name: the whole gesture waits for the one decision', () => {
    does(ben, rename('d1', 'bens'));
    does(ana, rename('d1', 'a-1'), rename('d2', 'a-2'), rename('d3', 'a-3'));
    settle(ana);
    expect([view(ana).conflicts.length, nameAtServer('d2')]).toEqual([1, 'decky-d2']);
    ana.editor.resolve(view(ana).conflicts[0]!.id, 'theirs');
    settle(ana);
    expect(['d1', 'd2', 'd3'].map(nameAtServer)).toEqual(['bens', 'a-2', 'a-3']);
  });
});

describe('undo and redo', () => {
  it('take back and do again, each by a new edit', () => {
    does(ana, { op: 'remove_decky', decky: 'd2' });
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
    does(ana, rename('d1', 'x'));
    ana.editor.undo();
    ana.gesture([rename('d2', 'y')]);
    expect(view(ana).redoLabel).toBeNull();
  });

  it.each<[string, Op, string]>([['changed', rename('d1', 'bens'), 'changed again'], ['removed', { op: 'remove_decky', decky: 'd1' }, 'gone']])('what somebody else has %s since is not taken back, and the user is told', (_what, op, why) => {
    does(ana, rename('d1', 'anas'));
    settle(ana, ben);
    does(ben, op);
    ana.stream();
    expect(ana.editor.undo()).toMatchObject({ message: expect.stringContaining(why) });
    expect(view(ana).notices).toMatchObject([{ kind: 'undo-refused', ops: [rename('d1', 'decky-d1')] }]);
    expect([view(ana).undoLabel, view(ana).waiting]).toEqual([null, 0]);
  });

  it('what was taken back before it was refused is no news', () => {
    does(ben, rename('d1', 'bens'));
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
    does(ana, rename('d1', 'x'));
    does(ana, { op: 'add_decky', lan: 'l1', name: 'new' });
    does(ana, { op: 'remove_decky', decky: 'd3' });
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

  it('a mutation that fails leaves nothing behind', () => {
    run();
    does(ana, rename('d1', 'x'));
    does(ben, rename('d2', 'x'));
    for (let n = 0; n < 2; n += 1) server.work('end');
    settle(ana, ben);
    expect([ben.store.getState().ghosts, shown(ben).deckies.d2?.name]).toEqual([{}, 'decky-d2']);
    expect([ben.editor.undo(), ben.edit.commands.length]).toEqual([null, 0]);
  });

  it('an undo is a change of its own, and says so', () => {
    run();
    does(ana, rename('d1', 'x'));
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
