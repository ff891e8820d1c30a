import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Op } from '@decnet/domain';
import { MOST_COMMANDS } from './editState';
import { ModelClient, NO_ANSWER, settle } from './modelClient';
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
    ana.does(rename('d1', 'one'));
    ana.does(rename('d1', 'two'));
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
    ana.does({ op: 'add_lan', name: 'finance' }, { op: 'add_decky', lan: 'finance', name: 'safe' });
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
    ben.does(rename('d3', 'y'));
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
