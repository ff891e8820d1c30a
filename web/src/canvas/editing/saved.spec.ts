import { describe, expect, it } from '@jest/globals';
import { NOTHING_EDITED } from './editState';
import { ModelClient } from './modelClient';
import { ModelServer } from './modelServer';
import { keepEdits, keptEdits, type Shelf } from './saved';

/** Storage of a tab that holds so many characters. */
function aShelf(room = Number.POSITIVE_INFINITY): Shelf & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items, getItem: (key) => items.get(key) ?? null, removeItem: (key) => { items.delete(key); },
    setItem: (key, value) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
}

function editsOf(name: string) {
  const client = new ModelClient(name, new ModelServer());
  client.gesture([{ op: 'add_lan', name: 'finance' }]);
  client.send();
  return client.edit;
}

describe('what is kept of unsent work', () => {
  it('outlives the page, keys included, for the same user and maze alone', () => {
    const shelf = aShelf();
    const edits = editsOf('ana');
    keepEdits(shelf, 'ana', 'm1', edits);
    // Another page: nothing is remembered but what the tab has on its shelf.
    const restored = JSON.parse(shelf.items.get('decnet-edits/ana/m1')!) as typeof edits;
    expect([restored.commands[0]?.sent?.key, keptEdits(shelf, 'ana', 'm1').commands]).toEqual([edits.commands[0]!.sent!.key, edits.commands]);
    expect([keptEdits(shelf, 'ben', 'm1'), keptEdits(shelf, 'ana', 'm2')]).toEqual([NOTHING_EDITED, NOTHING_EDITED]);
  });

  it('is read from the shelf when the page is new', () => {
    const edits = editsOf('ana');
    const shelf = aShelf();
    shelf.setItem('decnet-edits/eve/m1', JSON.stringify({ commands: edits.commands }));
    expect(keptEdits(shelf, 'eve', 'm1')).toEqual({ ...NOTHING_EDITED, commands: edits.commands });
    shelf.setItem('decnet-edits/eve/m2', '{ no JSON');
    expect(keptEdits(shelf, 'eve', 'm2')).toEqual(NOTHING_EDITED);
  });

  it('goes without what could be taken back when there is little room, and stays in memory when there is none', () => {
    const edits = editsOf('ana');
    const whole = aShelf();
    keepEdits(whole, 'ana', 'm3', edits);
    const small = aShelf(whole.items.get('decnet-edits/ana/m3')!.length - 1);
    keepEdits(small, 'ana', 'm3', edits);
    expect(JSON.parse(small.items.get('decnet-edits/ana/m3')!)).toMatchObject({ commands: [{ id: edits.commands[0]!.id }], undo: [] });
    const full = aShelf(0);
    keepEdits(full, 'ana', 'm4', edits);
    expect([full.items.size, keptEdits(full, 'ana', 'm4').commands]).toEqual([0, edits.commands]);
  });

  it('leaves nothing on the shelf when there is nothing', () => {
    const shelf = aShelf();
    keepEdits(shelf, 'ana', 'm5', editsOf('ana'));
    keepEdits(shelf, 'ana', 'm5', NOTHING_EDITED);
    expect(shelf.items.size).toBe(0);
  });
});
