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

describe('two people', () => {
  it('who touch different things both have their way, and the later one is told', () => {
    ben.does(rename('d2', 'bens'));
    ana.does(rename('d1', 'anas'));
    settle(ana);
    expect([nameAtServer('d1'), nameAtServer('d2')]).toEqual(['anas', 'bens']);
    expect(view(ana).notices).toMatchObject([{ kind: 'merged', by: 'ben', message: 'Merged with a change by ben.', ops: [] }]);
  });

  it('who touch different fields of one decky both have their way', () => {
    ben.does({ op: 'update_decky', decky: 'd1', patch: { services: ['http'] } });
    ana.does(rename('d1', 'anas'));
    settle(ana);
    expect(server.maze.deckies.find(({ id }) => id === 'd1')).toMatchObject({ name: 'anas', services: ['http'] });
  });

  // Guards the commonest meeting of all: the same next name and address were chosen on both pages.
  it('who add a decky at the same time get two, each with a name and an address of its own', () => {
    ben.does({ op: 'add_decky', lan: 'l1' });
    ana.does({ op: 'add_decky', lan: 'l1' });
    settle(ana);
    expect(server.maze.deckies.slice(-2).map(({ name }) => name)).toEqual(['decky-004', 'decky-005']);
    expect(server.maze.edges.slice(-2).map(({ ip }) => ip)).toEqual(['10.0.1.5', '10.0.1.6']);
    expect(view(ana).notices.map(({ kind }) => kind)).toEqual(['merged']);
  });

  it('who do the same have done it once', () => {
    ben.does({ op: 'remove_decky', decky: 'd3' });
    ana.does({ op: 'remove_decky', decky: 'd3' });
    settle(ana);
    expect([server.written.length, view(ana).waiting, view(ana).conflicts.length, view(ana).notices[0]?.kind]).toEqual([1, 0, 0, 'merged']);
  });

  describe('who give one decky two names', () => {
    beforeEach(() => {
      ben.does(rename('d1', 'bens'));
      ana.does(rename('d1', 'anas'));
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
      ben.does(rename('d1', 'bens-second'));
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
    ben.does({ op: 'remove_decky', decky: 'd2' });
    ana.does(rename('d2', 'anas'));
    settle(ana);
    expect(view(ana).conflicts).toMatchObject([{ kind: 'gone', node: { id: 'd2', name: 'decky-d2' }, by: 'ben' }]);
    ana.editor.restore(view(ana).conflicts[0]!.id);
    settle(ana);
    expect(nameAtServer('d2')).toBe('anas');
    expect(server.maze.edges.filter(({ deckyId }) => deckyId === 'd2').map(({ id, ip, isHome }) => [id, ip, isHome]).sort()).toEqual([['e2', '10.0.2.2', true], ['e2b', '10.0.1.3', false]]);
  });

  it('of whom one fills a LAN that the other removes: it can be brought back for that', () => {
    ben.does({ op: 'add_lan', name: 'finance' });
    ana.stream();
    ben.does({ op: 'remove_lan', lan: 'finance' });
    ana.does({ op: 'add_decky', lan: 'finance', name: 'safe' });
    settle(ana);
    expect(view(ana).conflicts).toMatchObject([{ kind: 'gone', node: { kind: 'lan', name: 'finance' } }]);
    ana.editor.restore(view(ana).conflicts[0]!.id);
    settle(ana);
    expect([server.maze.lans.at(-1)?.name, server.maze.deckies.at(-1)?.name]).toEqual(['finance', 'safe']);
  });

  it.each([['mine', undefined], ['theirs', 'bens']] as const)('of whom one changes what the other removes must decide: %s', (choice, name) => {
    ben.does(rename('d3', 'bens'));
    ana.does({ op: 'remove_decky', decky: 'd3' });
    settle(ana);
    expect(view(ana).conflicts).toMatchObject([{ kind: 'removal', node: { id: 'd3' }, theirs: { name: 'bens' } }]);
    expect(shown(ana).deckies.d3?.name).toBe('bens');
    ana.editor.resolve(view(ana).conflicts[0]!.id, choice);
    settle(ana);
    expect(nameAtServer('d3')).toBe(name);
  });

  it('of whom one gives many deckies a name: the whole gesture waits for the one decision', () => {
    ben.does(rename('d1', 'bens'));
    ana.does(rename('d1', 'a-1'), rename('d2', 'a-2'), rename('d3', 'a-3'));
    settle(ana);
    expect([view(ana).conflicts.length, nameAtServer('d2')]).toEqual([1, 'decky-d2']);
    ana.editor.resolve(view(ana).conflicts[0]!.id, 'theirs');
    settle(ana);
    expect(['d1', 'd2', 'd3'].map(nameAtServer)).toEqual(['bens', 'a-2', 'a-3']);
  });
});
