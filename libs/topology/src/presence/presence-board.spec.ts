import { GONE_AFTER_MS, PresenceBoard } from './presence-board.js';

const ana = { client: 'a', username: 'ana', selection: ['x'] };
let now: number;
let board: PresenceBoard;
beforeEach(() => {
  now = 1_000;
  board = new PresenceBoard(() => now);
});

it('tells news from what is known', () => {
  expect([board.note(ana), board.note(ana), board.note({ ...ana, selection: [] })]).toEqual([true, false, true]);
  expect(board.list()).toEqual([{ ...ana, selection: [] }]);
});

it('keeps whoever goes on saying so, and forgets who does not', () => {
  board.note(ana);
  now += GONE_AFTER_MS - 1;
  expect(board.expire()).toBe(false);
  board.note(ana);
  now += GONE_AFTER_MS - 1;
  expect([board.expire(), board.list()]).toEqual([false, [ana]]);
  now += 1;
  expect([board.expire(), board.isEmpty]).toEqual([true, true]);
});

it('lets nobody speak for the tab of somebody else', () => {
  board.note(ana);
  expect(board.note({ ...ana, username: 'eve' })).toBe(false);
  expect(board.list()).toEqual([ana]);
});

it('is sorted by name, one entry a tab, and bounded', () => {
  for (const client of ['c', 'a', 'b']) board.note({ ...ana, client });
  board.note({ client: 'z', username: 'abe', selection: [] });
  expect(board.list().map(({ client }) => client)).toEqual(['z', 'a', 'b', 'c']);
  for (let n = 0; n < 500; n += 1) board.note({ client: `more-${n}`, username: 'ana', selection: [] });
  expect(board.list()).toHaveLength(200);
});
